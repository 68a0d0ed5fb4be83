import { type ReactNode, useState } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";

import { Button } from "./button";
import styles from "./dialog.module.css";
import { Icon } from "./icon";
import { looks } from "./looks";

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
}

/** Keeps the focus inside, closes by Esc, and gives the focus back to where it came from. */
export function Dialog({ title, label, onClose, children, actions, footer, width, discard }: DialogProps) {
  const [asks, setAsks] = useState(false);

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

/** A question with two answers that say what will happen; Esc is the one that changes nothing. */
export function Question({ words, keep, go, onKeep, onGo }: QuestionProps) {
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
