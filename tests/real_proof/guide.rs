//! What `guides/privacy-model.md` §3 says, as tables, and beside it what the program finds beyond
//! that, with a word on who is right.
//!
//! Not in the tables, because no schema file and no fact holds it: that the purpose of "Server
//! token" is copied from the push token, that "Device assigned date" speaks of enrolment where the
//! vendor speaks of assignment to a server, where the links of the pages lead, and what a page that
//! is not in the corpus lists.

/// Message, the keys of which the guide says that no page lists them, and what we find beyond it.
pub const OPEN_KEYS: &[(&str, &str, &str)] = &[
    // §3a. UDID is not among those of Authenticate: the page lists it, misspelt.
    ("mdm-checkin/Authenticate", "EnrollmentID DeviceName Model ModelName", ""),
    (
        "mdm-checkin/TokenUpdate",
        "MessageType EnrollmentID EnrollmentUserID NotOnConsole UserID UserShortName UserLongName",
        "",
    ),
    ("mdm-checkin/CheckOut", "EnrollmentID", ""),
    (
        "mdm-command/response",
        "EnrollmentID EnrollmentUserID NotOnConsole UserID UserShortName UserLongName \
         ErrorChain/ErrorCode ErrorChain/ErrorDomain ErrorChain/LocalizedDescription \
         ErrorChain/USEnglishDescription RequestType",
        "",
    ),
    // §3b.
    (
        "dep/Device",
        "op_type op_date response_status mdm_migration_deadline imei meid eid wifi_mac_address \
         bluetooth_mac_address ethernet_mac_address is_replacement_device released_by_replacement",
        "",
    ),
    ("dep/AccountDetail", "org_id_hash org_type org_version urls facilitator_id", ""),
    (
        "dep/Profile",
        "allow_pairing anchor_certs auto_advance_setup await_device_configured \
         configuration_web_url do_not_use_profile_from_backup is_mandatory is_mdm_removable \
         is_multi_user is_return_to_service is_supervised language region org_magic \
         skip_setup_items supervising_host_certs url",
        "",
    ),
    ("dep/ActivationLockRequest", "escrow_key lost_message", ""),
    // The page lists one "server token"; the guide names the five keys that it has.
    (
        "dep/server-token",
        "token/consumer_key token/consumer_secret token/access_token token/access_secret \
         token/access_token_expiry",
        "",
    ),
    // Not in the guide, and right: how the token is used (dep-additions.yaml, no schema file).
    (
        "dep/session",
        "",
        "Authorization/oauth_consumer_key Authorization/oauth_token Authorization/oauth_signature \
         Authorization/oauth_signature_method Authorization/oauth_timestamp \
         Authorization/oauth_nonce auth_session_token X-ADM-Auth-Session X-Server-Protocol-Version",
    ),
    // §3c. Beyond it here: headers of the same request. True, and of no weight.
    (
        "mdm-push/push",
        "apns-topic push-certificate",
        "apns-push-type apns-expiration apns-priority",
    ),
    // Not in the guide: the page lists the other four of a facilitator.
    ("vpp-v1/FacilitatorMember", "", "email"),
    // Beyond it here and in License and Asset: filters of the request. The guide counts no
    // parameters.
    ("vpp-v1/User", "inviteUrl", "includeRetired includeRetiredOnly"),
    ("vpp-v1/License", "itsIdHash", "assignedOnly userAssignedOnly deviceAssignedOnly"),
    ("vpp-v1/Asset", "", "includeLicenseCounts"),
    (
        "vpp-v1/ClientConfig",
        "email apnToken organizationIdHash vppGroupMembers clientContext/hostname \
         clientContext/guid",
        "verbose",
    ),
    // The token is listed; its three parts are not, as with ErrorChain. The facilitator is listed
    // in the other direction only.
    (
        "vpp-v1/request",
        "batchToken",
        "sinceModifiedToken facilitatorMemberId sToken/token sToken/expDate sToken/orgName",
    ),
    // The email is not among them: it is one of the accounts that the page lists as UPN.
    ("vpp-v2/ResponseUser", "idHash inviteCode", ""),
    ("vpp-v2/RequestUser", "email", ""),
    ("vpp-v2/ResponseAsset", "supportedPlatforms", ""),
    // The guide's adamId(Str)/pricingParam: members of the assets.
    ("vpp-v2/ManageAssetsRequest", "assets", ""),
    (
        "vpp-v2/ClientConfigResponse",
        "defaultPlatform mdmInfo notificationUrl notificationAuthToken \
         subscribedNotificationTypes tokenExpirationDate uId websiteURL",
        "",
    ),
    // Not in the guide: the catalogue of the store, which holds nothing of a person.
    (
        "content-metadata/lookup",
        "",
        "artistId artistName artistUrl artwork/width artwork/height contentRatingsBySystem \
         deviceFamilies genres/mediaType kind latestVersionReleaseDate nameRaw offers \
         releaseDate shortUrl userRating whatsNew",
    ),
];

/// Schema, the messages of which the guide says that no page lists them, and what we find beyond
/// it. Those of `mdm-command` are computed from the facts.
pub const OPEN_MESSAGES: &[(&str, &str, &str)] = &[
    (
        "mdm-checkin",
        "UserAuthenticate GetBootstrapToken SetBootstrapToken DeclarativeManagement GetToken",
        // In the schema since iOS 26, and so not in the guide.
        "ReturnToService",
    ),
    // No check-in message, though the guide counts it among them.
    ("mdm-machine-info", "MachineInfo", ""),
    // Beyond the guide: cursors, results and addresses. Their schema files hold them.
    (
        "dep",
        "GetReplacementDetailsResponse AccountDrivenEnrollmentProfileRequest \
         GetAccountDrivenEnrollmentProfileResponse",
        "ActivationLockStatusResponse AssignProfileResponse ClearProfileResponse \
         DefineProfileResponse DeviceStatusResponse FetchDeviceRequest FetchDeviceResponse \
         GetSeedBuildTokenResponse SyncDeviceRequest",
    ),
    ("vpp-v1", "ManageLicenses response", ""),
    (
        "vpp-v2",
        "ClientConfigRequest GetUsersResponse GetAssetsResponse \
         GetAssignmentsResponse ResponseSubscription ManageSubscriptionsRequest",
        "ErrorResponse EventResponse GetAssignments",
    ),
];

/// Verdict, message of the page, fields, and what the protocol has in their place (`-`: nothing).
/// Every other field has agreed.
pub const FIELDS: &[(&str, &str, &str, &str)] = &[
    // §3a.
    ("misspelt-key", "apple-to-intune/apns/authenticate", "mes-udid", "UDID"),
    (
        "conditional",
        "apple-to-intune/apns/authenticate",
        "mes-udid os-version build-version product-name serial-number imei meid",
        "-",
    ),
    // AwaitingConfiguration is beyond the guide, and right: tokenupdate.yaml has
    // `userchannel: false` on macOS and no watchOS.
    (
        "conditional",
        "apple-to-intune/apns/token-update",
        "udid unlock-token awaiting-configuration",
        "-",
    ),
    ("conditional", "apple-to-intune/apns/checkout", "udid", "-"),
    ("conditional", "apple-to-intune/apns/mdm-protocol", "udid", "-"),
    // §3b: the 14 rows; server_uuid travels back within a token and is not among them.
    (
        "wrong-direction",
        "intune-to-apple/asm-dep/account",
        "server-name admin-id org-name org-email org-phone org-address org-id",
        "Apple to Intune",
    ),
    (
        "wrong-direction",
        "intune-to-apple/asm-dep/device",
        "model description asset-tag profile-status device-assigned-by os device-family",
        "Apple to Intune",
    ),
    // "Values stale": the page names the other four and five.
    ("other-values", "intune-to-apple/asm-dep/device", "os", "visionOS"),
    ("other-values", "intune-to-apple/asm-dep/device", "device-family", "Vision"),
    // §3c. The guide calls adamsId misspelt; CountryCode and OrganizationId are beyond it: on the
    // wire they begin with a small letter.
    ("misspelt-key", VPP, "application-id", "adamId"),
    ("other-case", VPP, "country-code", "countryCode"),
    ("other-case", VPP, "organization-id", "organizationId"),
    ("renamed", VPP, "application-id", "vpp-v2/ResponseAsset/adamId"),
    ("renamed", VPP, "country-code", "vpp-v2/ClientConfigResponse/countryISO2ACode"),
    ("renamed", VPP, "location", "vpp-v2/ClientConfigResponse/locationName"),
    ("renamed", VPP, "intune-userid-guid", "vpp-v2/ResponseUser/clientUserId"),
    ("renamed", LICENSE, "intune-userid-guid", "vpp-v2/RequestUser/clientUserId"),
    // The page speaks of the administrator, the protocol of the person who holds a license.
    ("other-meaning", LICENSE, "managed-appleid-upn", "-"),
    ("renamed", LICENSE, "managed-appleid-upn", "vpp-v2/RequestUser/managedAppleId"),
    ("renamed", LICENSE, "location-token", "vpp-v2/request/Authorization"),
    ("inverted", VPP, "is-irrevocable", "vpp-v2/ResponseAsset/revocable"),
    ("superseded", VPP, "apple-user-id license-id organization-id facilitator-member-id", "-"),
];

const VPP: &str = "apple-to-intune/vpp/location-token";
const LICENSE: &str = "intune-to-apple/vpp/license-assignment";

/// Field below its direction and service, and when it is not sent. `CheckOut` on a Mac has no mark for
/// User Enrollment in checkout.yaml; mdm-checkin-text.yaml says why UDID is not sent there either.
pub const CONDITIONS: &[(&str, &str)] = &[
    ("authenticate/mes-udid", "under User Enrollment on iOS, macOS and visionOS"),
    ("authenticate/os-version", RIGHT),
    ("authenticate/build-version", RIGHT),
    ("authenticate/product-name", RIGHT),
    (
        "authenticate/serial-number",
        "under User Enrollment on iOS, macOS and visionOS; nor without the access right AllowQueryDeviceInformation on iOS, macOS, visionOS and watchOS",
    ),
    ("authenticate/imei", PHONE),
    ("authenticate/meid", PHONE),
    ("token-update/udid", "under User Enrollment on iOS, macOS and visionOS"),
    (
        "token-update/unlock-token",
        "under Shared iPad on iOS; nor under User Enrollment on iOS and visionOS; nor without the access right AllowPasscodeRemovalAndLock on iOS, visionOS and watchOS; nor on macOS at all",
    ),
    ("token-update/awaiting-configuration", "on the user channel on macOS; nor on watchOS at all"),
    ("checkout/udid", "under User Enrollment on iOS, macOS and visionOS"),
    ("mdm-protocol/udid", "under User Enrollment on iOS, macOS and visionOS"),
];

const RIGHT: &str =
    "without the access right AllowQueryDeviceInformation on iOS, visionOS and watchOS";
const PHONE: &str = "under User Enrollment on iOS and visionOS; nor without the access right \
                     AllowQueryDeviceInformation; nor on macOS and tvOS at all";

/// Open key, and the platforms and enrolments under which it is sent.
pub const SENT: &[(&str, &str)] = &[
    ("mdm-checkin/Authenticate/DeviceName", MAC),
    ("mdm-checkin/Authenticate/Model", MAC),
    ("mdm-checkin/Authenticate/ModelName", MAC),
    ("mdm-checkin/Authenticate/EnrollmentID", ENROLMENT),
    ("mdm-checkin/CheckOut/EnrollmentID", ENROLMENT),
    ("mdm-checkin/TokenUpdate/EnrollmentID", ENROLMENT),
    ("mdm-checkin/TokenUpdate/EnrollmentUserID", "macOS/user-enrollment"),
    ("mdm-checkin/TokenUpdate/UserLongName", MAC),
    ("mdm-checkin/TokenUpdate/UserShortName", USER),
    ("mdm-checkin/TokenUpdate/UserID", USER),
    ("mdm-command/response/EnrollmentID", ENROLMENT),
    ("mdm-command/response/UserLongName", MAC),
    ("mdm-command/response/UserShortName", USER),
];

const MAC: &str = "macOS/device-enrollment macOS/automated-enrollment macOS/user-enrollment";
const USER: &str =
    "macOS/device-enrollment macOS/automated-enrollment macOS/user-enrollment iOS/shared-ipad";
const ENROLMENT: &str = "iOS/user-enrollment macOS/user-enrollment visionOS/user-enrollment";

/// Message that no page lists, and the keys by which the guide calls it personal.
pub const CONTENTS: &[(&str, &str)] = &[
    ("mdm-checkin/UserAuthenticate", "UserID DigestResponse"),
    ("mdm-checkin/GetBootstrapToken", "BootstrapToken"),
    ("mdm-checkin/SetBootstrapToken", "BootstrapToken"),
    ("mdm-checkin/ReturnToService", "UDID BootstrapToken"),
    ("mdm-checkin/DeclarativeManagement", "Data UserID UserShortName UserLongName"),
    ("mdm-checkin/GetToken", "SecurityToken PhoneUDID WatchUDID"),
    ("mdm-machine-info/MachineInfo", "UDID SERIAL PRODUCT VERSION OS_VERSION IMEI MEID LANGUAGE"),
    (
        "mdm-command/DeviceInformation",
        "PhoneNumber ICCID EID IMEI WiFiMAC BluetoothMAC EthernetMAC iTunesStoreAccountHash \
         DeviceName HostName CurrentCarrierNetwork CurrentMCC CurrentMNC",
    ),
    (
        "mdm-command/DeviceLocation",
        "Latitude Longitude HorizontalAccuracy VerticalAccuracy Altitude Speed Course Timestamp",
    ),
    ("mdm-command/UserList", "UserName FullName UserGUID"),
    ("mdm-command/InstalledApplicationList", "Identifier Name"),
    ("mdm-command/CertificateList", "CommonName Data"),
    ("mdm-command/RequestUnlockToken", "UnlockToken"),
    ("mdm-command/RotateFileVaultKey", "EncryptedNewRecoveryKey"),
    ("dep/GetReplacementDetailsResponse", "original_device_serial_number"),
];
