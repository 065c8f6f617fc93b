import { useState } from "react";
import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { formatTime } from "../format-time.ts";
import frame from "./MessageAttachments.module.css";
import { VideoStills } from "./VideoStills.tsx";

/** Plays a video and shows, on demand, the frames that the model receives. */
export function VideoPlayer({ video }: { readonly video: MediaContent }) {
  const text = useText().media;
  const [showsStills, setShowsStills] = useState(false);
  return (
    <div role="group" aria-label={text.video(video.name)} className={frame.card}>
      <div className={frame.cardTop}>
        <div className={frame.name}>
          <MiddleCut text={video.name} />
        </div>
        <span className={frame.muted}>{formatTime(video.durationMs ?? 0)}</span>
      </div>
      <video
        className={frame.video}
        controls
        preload="none"
        src={mediaUrl(video.hash)}
        aria-label={video.name}
        {...(video.thumbnailHash !== null && { poster: mediaUrl(video.thumbnailHash) })}
      />
      <Button
        size="small"
        icon={showsStills ? "chevronDown" : "chevronRight"}
        aria-expanded={showsStills}
        onClick={() => setShowsStills(!showsStills)}
      >
        {text.stills}
      </Button>
      {showsStills && <VideoStills video={video} />}
    </div>
  );
}
