"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { AnnouncerProvider } from "@/components/client/announcer";
import { ApiProblem } from "@/components/client/api";
import type { Preferences } from "@/components/client/preference-cookies";
import { PreferencesProvider } from "@/components/client/preferences";
import { ToastProvider } from "@/components/ui/toast";
import { TooltipProvider } from "@/components/ui/tooltip";

export function Providers({ preferences, children }: { preferences: Preferences; children: ReactNode }) {
	const [queries] = useState(createQueryClient);
	// The pages' policy takes styles from files only: what Base UI would inject stands in globals.css.
	return (
		<CSPProvider disableStyleElements>
			<QueryClientProvider client={queries}>
				<NuqsAdapter>
					<PreferencesProvider initial={preferences}>
						<TooltipProvider delay={400}>
							<ToastProvider>
								<AnnouncerProvider>{children}</AnnouncerProvider>
							</ToastProvider>
						</TooltipProvider>
					</PreferencesProvider>
				</NuqsAdapter>
			</QueryClientProvider>
		</CSPProvider>
	);
}

function createQueryClient(): QueryClient {
	return new QueryClient({
		defaultOptions: {
			queries: {
				staleTime: 10_000,
				refetchOnWindowFocus: true,
				// Off by default with the mode below: a list that failed meanwhile must not wait for a press.
				refetchOnReconnect: "always",
				// Asked even when the browser thinks it is offline: an outage must show as one, not as waiting.
				networkMode: "always",
				// What the server refused it will refuse again; only an outage is worth another try.
				retry: (failures, error) =>
					failures < 2 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 502),
			},
			mutations: { retry: false },
		},
	});
}
