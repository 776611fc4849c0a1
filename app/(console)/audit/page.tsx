import type { Metadata } from "next";
import { AuditPage } from "@/components/settings/audit/audit-page";

export const metadata: Metadata = { title: "Audit" };

/** The rows are asked for by the browser: who may see them is known there, and can change on the page. */
export default function Page() {
	return <AuditPage />;
}
