import { Missing } from "@/app/missing";

export default function NotFound() {
	return <Missing what="Hunt" />;
}
