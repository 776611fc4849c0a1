"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { AnnouncerProvider } from "@/components/client/announcer";
import type { Preferences } from "@/components/client/preference-cookies";
import { PreferencesProvider } from "@/components/client/preferences";
import { QueryProvider } from "@/components/client/query-provider";
import { ToastProvider } from "@/components/ui/toast";
import { TooltipProvider } from "@/components/ui/tooltip";

export function Providers({ preferences, children }: { preferences: Preferences; children: ReactNode }) {
	// The pages' policy takes styles from files only: what Base UI would inject stands in globals.css.
	return (
		<CSPProvider disableStyleElements>
			<QueryProvider>
				<NuqsAdapter>
					<PreferencesProvider initial={preferences}>
						<TooltipProvider delay={400}>
							<ToastProvider>
								<AnnouncerProvider>{children}</AnnouncerProvider>
							</ToastProvider>
						</TooltipProvider>
					</PreferencesProvider>
				</NuqsAdapter>
			</QueryProvider>
		</CSPProvider>
	);
}
