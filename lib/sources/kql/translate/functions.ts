import type { FunctionTable } from "@/lib/sources/kql/translate/functions/call";
import { CONDITIONAL_FUNCTIONS } from "@/lib/sources/kql/translate/functions/conditional";
import { CONVERSION_FUNCTIONS } from "@/lib/sources/kql/translate/functions/conversion";
import { DATETIME_FUNCTIONS } from "@/lib/sources/kql/translate/functions/datetime";
import { DYNAMIC_FUNCTIONS } from "@/lib/sources/kql/translate/functions/dynamic";
import { MATH_FUNCTIONS } from "@/lib/sources/kql/translate/functions/math";
import { NETWORK_FUNCTIONS } from "@/lib/sources/kql/translate/functions/network";
import { TEXT_FUNCTIONS } from "@/lib/sources/kql/translate/functions/text";
import { WINDOW_FUNCTIONS } from "@/lib/sources/kql/translate/functions/window";

/** Every scalar function the engine has, by its KQL name. What is not here is refused by name. */
const TABLE = new Map(
	[
		CONDITIONAL_FUNCTIONS,
		CONVERSION_FUNCTIONS,
		DATETIME_FUNCTIONS,
		DYNAMIC_FUNCTIONS,
		MATH_FUNCTIONS,
		NETWORK_FUNCTIONS,
		TEXT_FUNCTIONS,
		WINDOW_FUNCTIONS,
	].flatMap((table: FunctionTable) => Object.entries(table)),
);

export function scalarFunction(name: string) {
	return TABLE.get(name);
}
