/**
 * Where each of Azure's clouds signs in and answers queries; a token is asked for by the address of the query API.
 * Source: "Endpoints" of the Azure Monitor query client library, and of the Azure Identity one.
 */
export const CLOUDS = {
	public: {
		authorityHost: "https://login.microsoftonline.com",
		endpoint: "https://api.loganalytics.io",
		management: "https://management.azure.com",
	},
	usgov: {
		authorityHost: "https://login.microsoftonline.us",
		endpoint: "https://api.loganalytics.us",
		management: "https://management.usgovcloudapi.net",
	},
	china: {
		authorityHost: "https://login.chinacloudapi.cn",
		endpoint: "https://api.loganalytics.azure.cn",
		management: "https://management.chinacloudapi.cn",
	},
} as const;
export const CLOUD_NAMES = Object.keys(CLOUDS) as (keyof typeof CLOUDS)[];
export const CREDENTIAL_KINDS = [
	"default",
	"client-secret",
	"client-certificate",
	"managed-identity",
	"workload-identity",
] as const;
