import type { Metadata } from "next";
import { TokensPage } from "@/components/settings/tokens/tokens-page";

export const metadata: Metadata = { title: "Tokens" };

/** The list is asked for by the browser: who may see it is known there, and can change on the page. */
export default function Page() {
	return <TokensPage />;
}
