"use client";

import { LockOpen, X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useMe } from "@/components/client/me";
import { IconButton } from "@/components/ui/button";
import { OPEN_NOTICE_COOKIE } from "./open-notice-cookie";

/** One line on every page while nobody signs in, so that nobody takes the name for a person's. */
export function OpenNotice({ closed }: { closed: boolean }) {
	const me = useMe();
	const [shown, setShown] = useState(!closed);
	if (!me.open || !shown) return null;
	const close = () => {
		// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
		document.cookie = `${OPEN_NOTICE_COOKIE}=closed; path=/; samesite=lax`;
		setShown(false);
	};
	return (
		<aside
			aria-label="Sign-in"
			className="flex shrink-0 items-center gap-2 border-b bg-surface py-0.5 pr-1 pl-3 text-muted text-sm sm:pl-4"
		>
			<LockOpen aria-hidden className="size-3.5 shrink-0" />
			<p className="min-w-0 flex-1">
				No sign-in is set up. Anyone who can reach this machine is an administrator.{" "}
				<Link
					href="/settings/people"
					prefetch={false}
					className="whitespace-nowrap text-accent-text underline"
				>
					Set up sign-in
				</Link>
			</p>
			<IconButton label="Hide until the browser is closed" icon={X} onClick={close} className="size-6" />
		</aside>
	);
}
