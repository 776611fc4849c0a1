import type { Metadata } from "next";
import { pageContext } from "@/app/context";
import { AccountPage } from "@/components/settings/account/account-page";
import { ownAccount } from "@/lib/platform/identity/own-account";

export const metadata: Metadata = { title: "Account" };

export default async function Page() {
	return <AccountPage initial={await ownAccount(await pageContext())} />;
}
