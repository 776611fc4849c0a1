import Link from "next/link";
import type { ComponentProps } from "react";
import { cx } from "./cx";

/** A link among words, to another page of the console. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
	return <Link prefetch={false} {...props} className={cx("text-accent-text hover:underline", className)} />;
}
