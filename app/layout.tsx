import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { documentAttributes, readPreferences } from "@/components/client/preference-cookies";
import { Providers } from "@/components/shell/shell/providers";

export const metadata: Metadata = {
	title: { default: "Afterclick", template: "%s · Afterclick" },
	description: "The triage desk for Microsoft Sentinel hunts",
	referrer: "no-referrer",
	formatDetection: { telephone: false, email: false, address: false, date: false, url: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
	const jar = await cookies();
	const preferences = readPreferences((name) => jar.get(name)?.value);
	return (
		<html lang="en" {...documentAttributes(preferences)}>
			<body>
				<Providers preferences={preferences}>{children}</Providers>
			</body>
		</html>
	);
}
