import type { Metadata } from "next";
import { PlanPage } from "@/components/cases/deadlines/plan-page";

export const metadata: Metadata = { title: "Deadlines" };

/** The plan is asked for by the browser: who may write it is known there. */
export default function Page() {
	return <PlanPage />;
}
