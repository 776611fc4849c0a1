import type { Metadata } from "next";
import { handedOver } from "@/app/handed-over";
import { Wall } from "@/components/handovers/wall/wall";

export const metadata: Metadata = { title: "Change of shift" };

export default async function Page({ params }: { params: Promise<{ number: string }> }) {
	return <Wall handover={await handedOver((await params).number)} />;
}
