import type { Metadata } from "next";
import { handedOver } from "@/app/handed-over";
import { ReadBackPage } from "@/components/handovers/read-back/read-back-page";

export const metadata: Metadata = { title: "Read back" };

export default async function Page({ params }: { params: Promise<{ number: string }> }) {
	const handover = await handedOver((await params).number);
	return <ReadBackPage key={handover.id} handover={handover} />;
}
