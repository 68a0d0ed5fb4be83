import type { ReactNode } from "react";

export function Title({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="title">
      <h1>{title}</h1>
      {children && <p>{children}</p>}
    </div>
  );
}
