// A link to a file that the server makes; without a path it is in its place, but does nothing.
import { useEffect, useState } from "react";
import { getBackendURL } from "$/utils/state";

export function Download({ path = "", label, className, children }) {
  const [origin, setOrigin] = useState("");
  useEffect(() => setOrigin(getBackendURL().origin), []);
  const href = path && origin ? `${origin}${path}` : undefined;
  return (
    <a className={className} href={href} download role="link" aria-disabled={!href} aria-label={label} title={label}>
      {children}
    </a>
  );
}
