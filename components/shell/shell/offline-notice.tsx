"use client";

import { WifiOff } from "lucide-react";
import { useOffline } from "next/offline";
import { useEffect, useSyncExternalStore } from "react";

function subscribe(notify: () => void): () => void {
	window.addEventListener("online", notify);
	window.addEventListener("offline", notify);
	return () => {
		window.removeEventListener("online", notify);
		window.removeEventListener("offline", notify);
	};
}

/** Whether nothing can be reached: the browser says so, or a navigation has met it. */
function useNoConnection(): boolean {
	const disconnected = useSyncExternalStore(
		subscribe,
		() => !navigator.onLine,
		() => false,
	);
	return useOffline() || disconnected;
}

/**
 * Says that there is no connection, and keeps the page: what is opened meanwhile waits, by the router for its own
 * links, and here for the links that load a whole page.
 */
export function OfflineNotice() {
	const offline = useNoConnection();
	useEffect(() => {
		if (!offline) return;
		const keep = (event: MouseEvent) => {
			const link = event.target instanceof Element ? event.target.closest("a") : null;
			// The router has prevented it where the link is its own, and waits.
			if (link === null || event.defaultPrevented || link.hash !== "" || link.target !== "") return;
			if (link.origin === window.location.origin) event.preventDefault();
		};
		document.addEventListener("click", keep);
		return () => document.removeEventListener("click", keep);
	}, [offline]);
	return (
		<div role="status" className="shrink-0 empty:hidden print:hidden">
			{offline ? (
				<p className="flex items-center gap-2 border-b bg-amber-soft px-3 py-1 text-amber sm:px-4">
					<WifiOff aria-hidden className="size-3.5 shrink-0" />
					<span>
						<span className="font-medium">You’re offline.</span> This page is kept. New pages and other
						people’s changes appear when the connection is back.
					</span>
				</p>
			) : null}
		</div>
	);
}
