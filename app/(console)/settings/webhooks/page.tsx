import type { Metadata } from "next";
import { WebhooksPage } from "@/components/settings/webhooks/webhooks-page";

export const metadata: Metadata = { title: "Webhooks" };

/** The list is asked for by the browser: who may see it is known there, and can change on the page. */
export default function Page() {
	return <WebhooksPage />;
}
