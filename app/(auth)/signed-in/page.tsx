import type { Metadata } from "next";
import { SignedInPage } from "@/components/shell/sign-in/signed-in-page";

export const metadata: Metadata = { title: "Signed in" };

export default function Page() {
	return <SignedInPage />;
}
