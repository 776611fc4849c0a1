import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageContext } from "@/app/context";
import { handedOver } from "@/app/handed-over";
import { Wall } from "@/components/handovers/wall/wall";

export const metadata: Metadata = { title: "Change of shift" };

export default async function Page({ params }: { params: Promise<{ number: string }> }) {
	const { number } = await params;
	const handover = await handedOver(await pageContext(), number);
	// A draft has nothing to show yet: its page says so.
	if (handover === null) redirect(`/handovers/${encodeURIComponent(number)}`);
	return <Wall handover={handover} />;
}
