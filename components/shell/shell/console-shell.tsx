"use client";

import type { ReactNode } from "react";
import { MeContext } from "@/components/client/me";
import { WorkspacesContext } from "@/components/client/shell-context";
import { LiveProvider } from "@/components/parts/live/live-provider";
import { SignedOutDialog } from "@/components/shell/sign-in/signed-out-dialog";
import type { Me } from "@/lib/platform/identity/me";
import type { WorkspaceState } from "@/lib/sources/workspaces/workspace-state";
import { Nav } from "./nav";
import { OfflineNotice } from "./offline-notice";
import { OpenNotice } from "./open-notice";

interface ConsoleShellProps {
	readonly me: Me;
	readonly workspaces: readonly WorkspaceState[];
	/** The line that says that nobody signs in was closed. */
	readonly openNoticeClosed: boolean;
	readonly children: ReactNode;
}

/** The frame of every console page. The page fills the height and scrolls inside. */
export function ConsoleShell({ me, workspaces, openNoticeClosed, children }: ConsoleShellProps) {
	return (
		<WorkspacesContext value={workspaces}>
			<MeContext value={me}>
				<LiveProvider>
					<a
						href="#main"
						className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-pop"
					>
						Skip to the content
					</a>
					<div className="flex h-dvh flex-col max-sm:pt-(--toasts) sm:flex-row print:block print:h-auto">
						<Nav />
						<div className="flex min-h-0 min-w-0 flex-1 flex-col print:block">
							<OfflineNotice />
							<OpenNotice closed={openNoticeClosed} />
							<main
								id="main"
								tabIndex={-1}
								className="flex min-h-0 min-w-0 flex-1 flex-col outline-none print:block"
							>
								{children}
							</main>
						</div>
					</div>
					<SignedOutDialog />
				</LiveProvider>
			</MeContext>
		</WorkspacesContext>
	);
}
