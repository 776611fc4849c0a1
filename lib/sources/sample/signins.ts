import type { Employee } from "@/lib/sources/sample/organisation";
import type { Random } from "@/lib/sources/sample/random";
import { addressOf, DIRECTORY_ID, type Row, WORKSPACE_ID } from "@/lib/sources/sample/rows";

const APPS = [
	["Office 365 Exchange Online", "00000002-0000-0ff1-ce00-000000000000", 30],
	["Microsoft Teams", "1fec8e78-bce4-4aaf-ab1b-5451cc387264", 25],
	["Office365 Shell WCSS-Client", "89bee1f7-5e6e-4d8a-9f3d-ecd601259da7", 18],
	["SharePoint Online", "00000003-0000-0ff1-ce00-000000000000", 12],
	["Azure Portal", "c44b4083-3bb0-49c1-b47d-974e53cbdf3c", 2],
	["Terminal Planner (Tidewater)", "0b2f3c9a-0000-4000-8000-0000000071de", 13],
] as const;

/** Result code, what it says, and how often; source of codes: the Microsoft Entra authentication error reference. */
const RESULTS = [
	["0", "", 930],
	["50126", "Invalid username or password or Invalid on-premise username or password.", 28],
	["50140", "This error occurred due to 'Keep me signed in' interrupt when the user was signing-in.", 14],
	["50074", "Strong Authentication is required.", 12],
	["500121", "Authentication failed during strong authentication request.", 8],
	["53003", "Access has been blocked by Conditional Access policies.", 5],
	[
		"50053",
		"The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
		3,
	],
] as const;

const BROWSERS = {
	Windows: [
		"Windows10",
		"Edge 131.0.0",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Edg/131.0.0.0",
	],
	MacOs: [
		"MacOs",
		"Safari 18.1",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15",
	],
	iOS: [
		"Ios 18.1",
		"Mobile Safari",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
	],
	Android: [
		"Android 15",
		"Chrome Mobile 131.0.0",
		"Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile",
	],
} as const;

/** An ordinary interactive sign-in. */
export function ordinarySignIn(random: Random, person: Employee, time: number): Row {
	const [app, appId] = random.weighted(APPS.map((entry) => [entry, entry[2]] as const));
	const [code, description] = random.weighted(RESULTS.map((entry) => [entry, entry[2]] as const));
	const { office } = person;
	const abroad = random.chance(0.012);
	const [system, browser, userAgent] = BROWSERS[person.device];
	return signIn(random, person, time, {
		app,
		appId,
		code,
		description,
		address: abroad ? `198.51.100.${random.between(1, 254)}` : addressOf(person, random),
		place: abroad ? random.pick(["ES", "FR", "NL", "AE", "DK"]) : office.country,
		location: abroad
			? '{"city":"","state":"","countryOrRegion":""}'
			: `{"city":"${office.city}","state":"${office.state}","countryOrRegion":"${office.country}","geoCoordinates":{"latitude":${office.latitude},"longitude":${office.longitude}}}`,
		device: `{"deviceId":"${person.deviceId}","displayName":"${person.deviceName}","operatingSystem":"${system}","browser":"${browser}","isCompliant":true,"isManaged":true,"trustType":"Azure AD joined"}`,
		userAgent,
		factor: random.chance(0.35) ? "Authenticator App" : "Previously satisfied",
		risk: abroad && random.chance(0.3) ? ["low", ["unfamiliarFeatures"]] : ["none", []],
	});
}

/** A sign-in with a stolen session: another country, no managed device, the second factor in the token already. */
export function riskySignIn(random: Random, person: Employee, time: number, address: string): Row {
	const [place, city, latitude, longitude] = random.pick([
		["NG", "Lagos", 6.45, 3.39],
		["RO", "Bucharest", 44.43, 26.1],
		["NL", "Amsterdam", 52.37, 4.9],
	] as const);
	return signIn(random, person, time, {
		app: random.chance(0.7) ? "OfficeHome" : "Office 365 Exchange Online",
		appId: "4765445b-32c6-49b0-83e6-1d93765276ca",
		code: "0",
		description: "",
		address,
		place,
		location: `{"city":"${city}","state":"","countryOrRegion":"${place}","geoCoordinates":{"latitude":${latitude},"longitude":${longitude}}}`,
		device:
			'{"deviceId":"","displayName":"","operatingSystem":"Linux","browser":"Chrome 124.0.0","isCompliant":false,"isManaged":false,"trustType":""}',
		userAgent: random.chance(0.5)
			? "axios/1.7.2"
			: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/124.0.0.0 Safari/537.36",
		factor: "MFA requirement satisfied by claim in the token",
		risk: [
			random.chance(0.75) ? "high" : "medium",
			random.chance(0.5)
				? ["anonymizedIPAddress", "unfamiliarFeatures"]
				: ["unlikelyTravel", "anomalousToken"],
		],
	});
}

interface SignInFacts {
	readonly app: string;
	readonly appId: string;
	readonly code: string;
	readonly description: string;
	readonly address: string;
	readonly place: string;
	/** JSON text, as is `device`. */
	readonly location: string;
	readonly device: string;
	readonly userAgent: string;
	readonly factor: string;
	readonly risk: readonly ["none" | "low" | "medium" | "high", readonly string[]];
}

function signIn(random: Random, person: Employee, time: number, facts: SignInFacts): Row {
	const [level, events] = facts.risk;
	const correlation = random.guid();
	const ok = facts.code === "0";
	return {
		TimeGenerated: time * 1000,
		CreatedDateTime: (time - random.between(500, 90_000)) * 1000,
		Type: "SigninLogs",
		TenantId: WORKSPACE_ID,
		AADTenantId: DIRECTORY_ID,
		HomeTenantId: DIRECTORY_ID,
		ResourceTenantId: DIRECTORY_ID,
		SourceSystem: "Azure AD",
		OperationName: "Sign-in activity",
		OperationVersion: "1.0",
		Category: "SignInLogs",
		Level: "4",
		ResultType: facts.code,
		ResultSignature: ok ? "SUCCESS" : "FAILURE",
		ResultDescription: facts.description,
		DurationMs: 0,
		Id: random.guid(),
		CorrelationId: correlation,
		OriginalRequestId: correlation,
		UniqueTokenIdentifier: random.token(22),
		Identity: person.displayName,
		UserDisplayName: person.displayName,
		UserPrincipalName: person.upn,
		AlternateSignInName: person.upn,
		UserId: person.objectId,
		UserType: "Member",
		SignInIdentifier: person.upn,
		AppDisplayName: facts.app,
		AppId: facts.appId,
		ResourceDisplayName: facts.app,
		ResourceIdentity: facts.appId,
		ClientAppUsed:
			person.device === "iOS" || person.device === "Android" ? "Mobile Apps and Desktop clients" : "Browser",
		UserAgent: facts.userAgent,
		IPAddress: facts.address,
		AutonomousSystemNumber: facts.address.startsWith("203.0.113") ? "64511" : "64496",
		Location: facts.place,
		LocationDetails: facts.location,
		DeviceDetail: facts.device,
		IsInteractive: true,
		IsRisky: level === "high" || level === "medium",
		RiskLevelDuringSignIn: level,
		RiskLevelAggregated: level,
		RiskState: level === "none" ? "none" : "atRisk",
		RiskDetail: "none",
		RiskEventTypes: JSON.stringify(events),
		RiskEventTypes_V2: JSON.stringify(events),
		Status: ok
			? `{"errorCode":0,"additionalDetails":"${facts.factor}"}`
			: `{"errorCode":${facts.code},"failureReason":${JSON.stringify(facts.description)}}`,
		AuthenticationRequirement: "multiFactorAuthentication",
		AuthenticationDetails: JSON.stringify([
			{ authenticationMethod: "Password", succeeded: ok || facts.code !== "50126" },
			{ authenticationMethod: facts.factor, succeeded: ok },
		]),
		AuthenticationProtocol: "none",
		ConditionalAccessStatus: ok ? "success" : facts.code === "53003" ? "failure" : "notApplied",
		CrossTenantAccessType: "none",
		TokenIssuerType: "AzureAD",
		ProcessingTimeInMilliseconds: String(random.between(60, 900)),
	};
}
