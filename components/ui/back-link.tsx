import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { visibleText } from "@/lib/core/visible-text";
import { buttonClass } from "./button-class";
import { cx } from "./cx";

/** The way back to the page above, beside a page's title. */
export function BackLink({ href, label }: { href: string; label: string }) {
	return (
		<Link
			href={href}
			prefetch={false}
			aria-label={visibleText(label)}
			title={visibleText(label)}
			className={cx(buttonClass("ghost"), "-ml-1.5 size-7 px-0")}
		>
			<ArrowLeft aria-hidden className="size-4" strokeWidth={1.75} />
		</Link>
	);
}
