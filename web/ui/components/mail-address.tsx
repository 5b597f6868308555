import "./mail-address.css";

/** An address that is broken before its @, where it has to be broken. */
export function MailAddress({ children }: { readonly children: string }) {
  const at = children.lastIndexOf("@");
  if (at <= 0) return <span className="mail-address">{children}</span>;
  return (
    <span className="mail-address">
      {children.slice(0, at)}
      <wbr />
      {children.slice(at)}
    </span>
  );
}
