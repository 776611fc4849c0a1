import { LoaderCircle } from "lucide-react";
import { cx } from "./cx";

export function Spinner({ className }: { className?: string | undefined }) {
	return <LoaderCircle aria-hidden className={cx("size-3.5 animate-spin", className)} strokeWidth={2} />;
}
