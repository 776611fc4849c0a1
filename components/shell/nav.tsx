"use client";

import {
	ArrowRightLeft,
	BriefcaseBusiness,
	Database,
	ListChecks,
	type LucideIcon,
	Radar,
	ScrollText,
	Settings,
	SquareCheckBig,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { AwaitingBadge } from "@/components/read-back/awaiting";
import { cx } from "@/components/ui/cx";
import { showInBar } from "@/components/ui/show-in-bar";
import { WorkBadge } from "@/components/work/work-badge";

const PAGES: readonly { href: string; label: string; icon: LucideIcon }[] = [
	{ href: "/work", label: "My work", icon: SquareCheckBig },
	{ href: "/findings", label: "Findings", icon: ListChecks },
	{ href: "/cases", label: "Cases", icon: BriefcaseBusiness },
	{ href: "/handovers", label: "Handovers", icon: ArrowRightLeft },
	{ href: "/hunts", label: "Hunts", icon: Radar },
	{ href: "/workspace", label: "Workspace", icon: Database },
	{ href: "/audit", label: "Audit", icon: ScrollText },
	{ href: "/settings", label: "Settings", icon: Settings },
];

/** The rail on the left; on a phone the bar below. */
export function Nav() {
	const pathname = usePathname();
	return (
		<nav
			aria-label="Pages"
			className="order-last flex shrink-0 print:hidden overflow-x-auto border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:order-first sm:w-18 sm:flex-col sm:justify-start sm:gap-1 sm:border-t-0 sm:border-r sm:px-1.5 sm:py-2"
		>
			{PAGES.map(({ href, label, icon: Icon }) => {
				const here = pathname === href || pathname.startsWith(`${href}/`);
				return (
					<Link
						key={href}
						href={href}
						prefetch={false}
						aria-current={here ? "page" : undefined}
						ref={here ? showInBar : undefined}
						className={cx(
							"relative flex h-12 w-full min-w-17 flex-col sm:min-w-0 items-center justify-center gap-0.5 rounded-md font-medium text-muted text-xs -outline-offset-2 hover:bg-hover hover:text-fg",
							here && "text-fg sm:bg-slate-soft sm:hover:bg-slate-soft",
						)}
					>
						<Icon
							aria-hidden
							className={cx("size-4.5", here && "text-accent-text")}
							strokeWidth={here ? 2 : 1.75}
						/>
						{label}
						{href === "/work" ? <WorkBadge /> : null}
						{href === "/handovers" ? <AwaitingBadge /> : null}
					</Link>
				);
			})}
		</nav>
	);
}
