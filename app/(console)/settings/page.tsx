import { redirect } from "next/navigation";
import { SETTINGS_SECTIONS } from "@/components/settings/settings/sections";

export default function Page() {
	redirect(SETTINGS_SECTIONS[0].href);
}
