"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/parts/page/page-header";
import { cx } from "@/components/ui/cx";
import { SETTINGS_SECTIONS } from "./sections";

/** The frame of every settings page: one header, and the way from section to section. */
export function SettingsShell({ children }: { children: ReactNode }) {
	const pathname = usePathname();
	return (
		<>
			<PageHeader title="Settings" />
			<nav aria-label="Settings" className="shrink-0 border-b">
				<ul className="flex flex-wrap gap-x-4 px-3 sm:px-4">
					{SETTINGS_SECTIONS.map(({ href, label }) => {
						const here = pathname === href || pathname.startsWith(`${href}/`);
						return (
							<li key={href}>
								<Link
									href={href}
									prefetch={false}
									aria-current={here ? "page" : undefined}
									className={cx(
										"flex h-9 items-center whitespace-nowrap border-transparent border-b-2 font-medium text-muted -outline-offset-2 hover:text-fg",
										here && "border-accent-text text-fg",
									)}
								>
									{label}
								</Link>
							</li>
						);
					})}
				</ul>
			</nav>
			{children}
		</>
	);
}
