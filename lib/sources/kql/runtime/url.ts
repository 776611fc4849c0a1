/** url_decode(): `+` stays; text that is not decodable is returned as it is. */
export function urlDecode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** url_encode_component(): .NET spells the escapes in lower case. */
export function urlEncodeComponent(text: string): string {
	return encodeURIComponent(text).replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

const URL_PARTS =
	/^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d*))?)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

/** parse_url(): a bag of the parts as they are written, the query's parameters in a bag of their own. */
export function parseUrl(text: string): string {
	const [
		,
		scheme = "",
		user = "",
		password = "",
		host = "",
		port = "",
		path = "",
		query = "",
		fragment = "",
	] = URL_PARTS.exec(text) ?? [];
	return JSON.stringify({
		Scheme: scheme,
		Host: host,
		Port: port,
		Path: path,
		Username: user,
		Password: password,
		"Query Parameters": queryParameters(query),
		Fragment: fragment,
	});
}

/** parse_urlquery(): the parameters, in a bag under the same name. */
export function parseUrlQuery(text: string): string {
	return JSON.stringify({ "Query Parameters": queryParameters(text.replace(/^\?/, "")) });
}

function queryParameters(query: string): Record<string, string> {
	const parameters: Record<string, string> = Object.create(null) as Record<string, string>;
	for (const pair of query.split("&")) {
		if (pair === "") continue;
		const equals = pair.indexOf("=");
		parameters[equals < 0 ? pair : pair.slice(0, equals)] = equals < 0 ? "" : pair.slice(equals + 1);
	}
	return parameters;
}
