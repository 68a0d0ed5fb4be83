// @vitest-environment happy-dom
import { renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { troubleOf, useCamera } from "../../src/room/use-camera";

afterEach(() => vi.unstubAllGlobals());

it("a camera that cannot be had is refused, missing or in use", () => {
  const named = (name: string) => Object.assign(new Error(), { name });
  expect(troubleOf(named("NotAllowedError"))).toBe("refused");
  expect(troubleOf(named("NotFoundError"))).toBe("no_camera");
  expect(troubleOf(named("NotReadableError"))).toBe("in_use");
  expect(troubleOf(new TypeError("no mediaDevices here"))).toBe("refused");
});

/** Of a browser: one camera, whose track ends when somebody pulls it out. */
function aStream() {
  const track = Object.assign(new EventTarget(), { stop: vi.fn(), enabled: true });
  return { track, getTracks: () => [track], getAudioTracks: () => [], getVideoTracks: () => [track] };
}

it("a camera that ends is asked for again, and let go with the room", async () => {
  const streams = [aStream(), aStream()];
  const left = [...streams];
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: () => Promise.resolve(left.shift()) } });
  const { result, unmount } = renderHook(() => useCamera());
  await waitFor(() => expect(result.current.stream).toBe(streams[0]));
  streams[0]?.track.dispatchEvent(new Event("ended"));
  await waitFor(() => expect(result.current.stream).toBe(streams[1]));
  expect(streams[0]?.track.stop).toHaveBeenCalled();
  unmount();
  expect(streams[1]?.track.stop).toHaveBeenCalled();
});
