import { useMemo, useState } from "react";

/**
 * A mail as a mail program shows it. It runs nothing and cannot leave its frame. The site lets no inline style in, and a
 * frame inherits that, so the mail's styles are set from here.
 */
export function MailFrame({ html }: { html: string }) {
  const { bare, sheet } = useMemo(() => withoutStyles(html), [html]);
  const [height, setHeight] = useState(400);
  return (
    <iframe
      title="The mail"
      sandbox="allow-same-origin"
      srcDoc={bare}
      height={height}
      onLoad={({ currentTarget: { contentDocument: mail } }) => {
        if (mail) {
          dress(mail, sheet);
          setHeight(mail.documentElement.scrollHeight);
        }
      }}
    />
  );
}

/** As text, since reading it as a document would try its styles already. */
function withoutStyles(html: string): { bare: string; sheet: string } {
  const sheets: string[] = [];
  const bare = html
    .replace(/<style[^>]*>([^]*?)<\/style>/gi, (_, sheet: string) => {
      sheets.push(sheet);
      return "";
    })
    .replace(/(<[^>]*?\s)style="/gi, '$1data-style="');
  return { bare, sheet: sheets.join("\n") };
}

function dress(mail: Document, sheet: string): void {
  for (const element of mail.querySelectorAll<HTMLElement>("[data-style]")) {
    element.style.cssText = element.dataset.style ?? "";
  }
  const its = mail.defaultView;
  if (its) {
    const made = new its.CSSStyleSheet();
    made.replaceSync(sheet);
    mail.adoptedStyleSheets = [made];
  }
}
