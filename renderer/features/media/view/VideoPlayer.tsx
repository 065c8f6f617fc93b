import { useState } from "react";
import type { MediaPart } from "../../../../shared/chat/message-part.ts";
import { mediaUrl } from "../../../../shared/media/media-url.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { formatTime } from "../format-time.ts";
import frame from "./MessageAttachments.module.css";
import { VideoStills } from "./VideoStills.tsx";

/** A film, and on demand the frames that the model is given of it. */
export function VideoPlayer({ film }: { readonly film: MediaPart }) {
  const text = useText().media;
  const [showsStills, setShowsStills] = useState(false);
  return (
    <div role="group" aria-label={text.video(film.name)} className={frame.card}>
      <div className={frame.cardTop}>
        <div className={frame.name}>
          <MiddleCut text={film.name} />
        </div>
        <span className={frame.muted}>{formatTime(film.durationMs ?? 0)}</span>
      </div>
      <video
        className={frame.film}
        controls
        preload="none"
        src={mediaUrl(film.hash)}
        aria-label={film.name}
        {...(film.thumbnailHash !== null && { poster: mediaUrl(film.thumbnailHash) })}
      />
      <Button
        size="small"
        icon={showsStills ? "chevronDown" : "chevronRight"}
        aria-expanded={showsStills}
        onClick={() => setShowsStills(!showsStills)}
      >
        {text.stills}
      </Button>
      {showsStills && <VideoStills film={film} />}
    </div>
  );
}
