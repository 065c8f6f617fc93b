import { useRef, useState } from "react";
import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { PlayerControls } from "../player/PlayerControls.tsx";
import { usePlayback } from "../player/use-playback.ts";
import { useWaveform } from "../player/use-waveform.ts";
import frame from "./MessageAttachments.module.css";
import { useFullScreen } from "./use-full-screen.ts";
import { VideoStills } from "./VideoStills.tsx";

/** Plays a video and shows, on demand, the frames that the model receives. */
export function VideoPlayer({ video }: { readonly video: MediaContent }) {
  const text = useText().media;
  const screen = useRef<HTMLDivElement>(null);
  const [showsStills, setShowsStills] = useState(false);
  const [playback, props] = usePlayback<HTMLVideoElement>();
  const waveform = useWaveform(video);
  const fullScreen = useFullScreen(screen);
  return (
    <div role="group" aria-label={text.video(video.name)} className={frame.card}>
      <div ref={screen} className={frame.screen} onKeyDown={fullScreen.onKeyDown}>
        <video
          {...props}
          className={frame.video}
          src={mediaUrl(video.hash)}
          aria-label={video.name}
          onClick={playback.toggle}
          {...(video.thumbnailHash !== null && { poster: mediaUrl(video.thumbnailHash) })}
        />
        <PlayerControls playback={playback} durationMs={video.durationMs ?? 0} waveform={waveform}>
          <IconButton
            icon="fullScreen"
            label={fullScreen.isOn ? text.leaveFullScreen : text.fullScreen}
            onClick={fullScreen.toggle}
          />
        </PlayerControls>
      </div>
      <div className={frame.caption}>
        <MiddleCut text={video.name} />
      </div>
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
