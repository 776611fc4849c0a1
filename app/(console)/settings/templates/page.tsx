import type { Metadata } from "next";
import { TemplatesPage } from "@/components/cases/templates/templates-page";

export const metadata: Metadata = { title: "Task templates" };

/** The list is asked for by the browser: who may see it is known there, and can change on the page. */
export default function Page() {
	return <TemplatesPage />;
}
