import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { accepted } from "../api/client";
import { useApi } from "../api/use-api";
import { Button } from "../ui/button";
import { Question } from "../ui/dialog";
import { Icon } from "../ui/icon";
import type { Change } from "../appointment/expected";
import { useExpectedMessages } from "../appointment/use-expected-messages";
import type { SummaryResponse } from "./summary-types";

interface NewLinkProps {
  summary: SummaryResponse;
  onReplaced: () => void;
}

/** For a client whose link got lost, or into the wrong hands. */
export function NewLink({ summary, onReplaced }: NewLinkProps) {
  const { videoLinks } = useApi();
  const [asks, setAsks] = useState(false);
  const reissue = useMutation({
    mutationFn: () =>
      accepted(
        videoLinks.POST("/api/video-links/v1/appointments/{appointment_id}/link/reissue", {
          params: { path: { appointment_id: summary.id } },
        }),
      ),
    onSuccess: onReplaced,
  });
  const change: Change = { change: "link_reissued", appointment_id: summary.id };
  const expected = useExpectedMessages(asks || reissue.isSuccess ? change : null);
  const goes = expected.data && expected.data.messages.length > 0;
  return (
    <>
      <Button slim isPending={reissue.isPending} onPress={() => setAsks(true)}>
        <Icon name="repeat" /> Send a new link
      </Button>
      <p role="status">
        {reissue.error && `No new link was made, and this one still works: ${reissue.error.message}`}
        {reissue.isSuccess && ["A new link was made.", expected.data?.said].filter(Boolean).join(" ")}
      </p>
      {asks && (
        <Question
          words={`Make a new link? This one stops working at once. ${expected.data?.said ?? ""}`}
          keep="Keep this link"
          go={goes ? "Send a new link" : "Make a new link"}
          onKeep={() => setAsks(false)}
          onGo={() => {
            setAsks(false);
            reissue.mutate();
          }}
        />
      )}
    </>
  );
}
