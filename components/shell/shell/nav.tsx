"use client";

import {
	ArrowRightLeft,
	BriefcaseBusiness,
	Database,
	Ellipsis,
	ListChecks,
	type LucideIcon,
	Radar,
	ScrollText,
	Settings,
	SquareCheckBig,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { AwaitingBadge } from "@/components/handovers/read-back/awaiting";
import { cx } from "@/components/ui/cx";
import { Menu, MenuLink } from "@/components/ui/menu";
import { WorkBadge } from "@/components/work/work-badge";

interface NavPage {
	readonly href: string;
	readonly label: string;
	readonly icon: LucideIcon;
}

/** Those that a phone's bar has room for come first; the others stand behind “More” there. */
const PAGES: readonly NavPage[] = [
	{ href: "/work", label: "My work", icon: SquareCheckBig },
	{ href: "/findings", label: "Findings", icon: ListChecks },
	{ href: "/cases", label: "Cases", icon: BriefcaseBusiness },
	{ href: "/handovers", label: "Handovers", icon: ArrowRightLeft },
	{ href: "/hunts", label: "Hunts", icon: Radar },
	{ href: "/workspace", label: "Workspace", icon: Database },
	{ href: "/audit", label: "Audit", icon: ScrollText },
	{ href: "/settings", label: "Settings", icon: Settings },
];

const IN_BAR = 4;

const ENTRY =
	"relative flex h-12 w-full min-w-0 flex-col items-center justify-center gap-0.5 rounded-md font-medium text-muted text-xs -outline-offset-2 hover:bg-hover hover:text-fg";

/** The rail on the left; on a phone the bar below. */
export function Nav() {
	const pathname = usePathname();
	const isHere = ({ href }: NavPage) => pathname === href || pathname.startsWith(`${href}/`);
	return (
		<nav
			aria-label="Pages"
			className="order-last flex shrink-0 print:hidden border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:order-first sm:w-18 sm:flex-col sm:justify-start sm:gap-1 sm:border-t-0 sm:border-r sm:px-1.5 sm:py-2"
		>
			{PAGES.map((page, index) => {
				const { href, label, icon: Icon } = page;
				const here = isHere(page);
				return (
					<Link
						key={href}
						href={href}
						prefetch={false}
						aria-current={here ? "page" : undefined}
						className={cx(
							ENTRY,
							index >= IN_BAR && "max-sm:hidden",
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
			<MorePages pages={PAGES.slice(IN_BAR)} isHere={isHere} />
		</nav>
	);
}

function MorePages({ pages, isHere }: { pages: readonly NavPage[]; isHere: (page: NavPage) => boolean }) {
	const here = pages.find(isHere);
	return (
		<Menu
			align="end"
			side="top"
			trigger={
				<button
					type="button"
					aria-label={here === undefined ? "More pages" : `More pages, this one is ${here.label}`}
					className={cx(ENTRY, "sm:hidden", here !== undefined && "text-fg")}
				>
					<Ellipsis
						aria-hidden
						className={cx("size-4.5", here !== undefined && "text-accent-text")}
						strokeWidth={here === undefined ? 1.75 : 2}
					/>
					{here?.label ?? "More"}
				</button>
			}
		>
			{pages.map(({ href, label, icon }) => (
				<MenuLink key={href} href={href} icon={icon}>
					{label}
				</MenuLink>
			))}
		</Menu>
	);
}
