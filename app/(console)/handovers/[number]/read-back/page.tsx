import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageContext } from "@/app/context";
import { handedOver } from "@/app/handed-over";
import { ReadBackPage } from "@/components/handovers/read-back/read-back-page";

export const metadata: Metadata = { title: "Read back" };

export default async function Page({ params }: { params: Promise<{ number: string }> }) {
	const { number } = await params;
	const handover = await handedOver(await pageContext(), number);
	if (handover === null) redirect(`/handovers/${encodeURIComponent(number)}`);
	return <ReadBackPage key={handover.id} handover={handover} />;
}
