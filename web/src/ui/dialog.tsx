import { type ReactNode, useState } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";

import { useIsOffline } from "../connection";
import { useLayer } from "../entries";
import { Button } from "./button";
import styles from "./dialog.module.css";
import { Icon } from "./icon";
import { looks } from "./looks";
import { Says } from "./says";
import { useUnsaved } from "./unsaved";

interface DialogProps {
  title: ReactNode;
  /** Its name, where the title says more. */
  label?: string;
  onClose: () => void;
  children: ReactNode;
  /** Beside the title, before Close. */
  actions?: ReactNode;
  /** Its Cancel closes by the function that it is given, which asks first where something was typed. */
  footer?: (askToClose: () => void) => ReactNode;
  /** px */
  width: number;
  /** The question to ask before closing, where something was typed that would be lost. */
  discard?: string | undefined;
  /** The address says that it is open, and has the entry in the browser's history that others are given. */
  inAddress?: boolean;
}

/**
 * Keeps the focus inside, closes by Esc and Back, and gives the focus back to where it came from. Where something was typed,
 * leaving the page asks as well.
 */
export function Dialog({
  title,
  label,
  onClose,
  children,
  actions,
  footer,
  width,
  discard,
  inAddress = false,
}: DialogProps) {
  const [asks, setAsks] = useState(false);
  const isOffline = useIsOffline();
  useLayer(askToClose, { isThere: !inAddress });
  useUnsaved(discard !== undefined);

  function askToClose() {
    if (discard) {
      setAsks(true);
    } else {
      onClose();
    }
  }

  return (
    <ModalOverlay className={looks(styles.scrim)} isOpen onOpenChange={(open) => !open && askToClose()}>
      <Modal className={looks(styles.dialog)} style={{ maxWidth: width }}>
        <AriaDialog {...(label && { "aria-label": label })}>
          <header>
            <Heading slot="title" level={1}>
              {title}
            </Heading>
            <div className={styles.acts}>
              {actions}
              <Button variant="quiet" icon aria-label="Close" onPress={askToClose}>
                <Icon name="x" />
              </Button>
            </div>
          </header>
          <div role="status">
            {isOffline && (
              <Says tone="warn" icon="signal" className={styles.offline}>
                <p>You are offline. What stands here stays.</p>
              </Says>
            )}
          </div>
          {children}
          {footer && <footer>{footer(askToClose)}</footer>}
          {asks && discard && (
            <Question
              words={discard}
              keep="Keep editing"
              go="Discard"
              onKeep={() => setAsks(false)}
              onGo={onClose}
            />
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface QuestionProps {
  words: string;
  keep: string;
  go: string;
  onKeep: () => void;
  onGo: () => void;
}

/** A question with two answers that say what will happen; Esc and Back are the one that changes nothing. */
export function Question({ words, keep, go, onKeep, onGo }: QuestionProps) {
  useLayer(onKeep);
  return (
    <ModalOverlay className={looks(styles.scrim)} isOpen onOpenChange={(open) => !open && onKeep()}>
      <Modal className={looks(styles.dialog, styles.question)} style={{ maxWidth: 420 }}>
        <AriaDialog role="alertdialog">
          <Heading slot="title" level={2}>
            {words}
          </Heading>
          <div className={styles.answers}>
            {/* eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus somewhere */}
            <Button autoFocus onPress={onKeep}>
              {keep}
            </Button>
            <Button variant="primary" onPress={onGo}>
              {go}
            </Button>
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
