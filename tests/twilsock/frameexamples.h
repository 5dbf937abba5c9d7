// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace parley::test {

/// Frames as clients and servers write them. The sign U+21B5 at the end of a line stands for CRLF;
/// the line break itself is layout. Names, SIDs and tokens are invented.
inline QList<std::pair<const char *, const char *>> frameExamples()
{
    return {
        { "ping",
          R"(TWILSOCK V3.0 76↵
{"method":"ping","id":"TM00000000000000000000000000000001","payload_size":0}↵)" },
        { "request with a multi-byte payload",
          R"(TWILSOCK V3.0 415↵
{"method":"message","id":"TM5d1c0b9a8f7e6d5c4b3a29180f0e0d0c","active_grant":"ip_messaging","payload_size":22,"payload_type":"application/json; charset=utf-8","http_request":{"host":"aim.us1.twilio.com","path":"/Client/v2/Services/IS0f1e2d3c4b5a69788796a5b4c3d2e1f0/Conversations/CH5eed0001c0ffee00c0ffee00c0ffee01/Messages","method":"POST","params":{},"headers":{"Content-Type":"application/json; charset=utf-8"}}}↵
{"body":"Grüße ☃"}↵)" },
        { "acknowledgement of the JavaScript client",
          R"(TWILSOCK V3.0 147↵
{"id":"TM00000000000000000000000000000001","method":"reply","payload_type":"application/json","status":{"code":200,"status":"OK"},"payload_size":0}↵)" },
        { "acknowledgement of the Kotlin client",
          R"(TWILSOCK V3.0 96↵
{"method":"reply","id":"TM00000000000000000000000000000001","status":{"status":"ok","code":200}}↵)" },
        { "Kotlin's refusal of an empty notification",
          R"(TWILSOCK V3.0 151↵
{"method":"reply","id":"TM00000000000000000000000000000002","payload_size":31,"payload_type":"text/plain","status":{"status":"Bad request","code":400}}↵
no payload in this notification↵)" },
        { "init",
          R"(TWILSOCK V3.0 600↵
{"id":"TMc3f0a1d2-7b64-4e0a-9c55-2f1e8d7b6a90","method":"init","token":"eyJhbGciOi…","continuation_token":null,"metadata":{"ver":"1.0.2","env":"Node.js","envv":"20.11.0","os":"Linux","osv":"unknown","osa":64,"type":"conversations","sdk":"JS","sdkv":"3.0.1"},"registrations":[{"product":"ip_messaging","type":"ers","notification_protocol_version":0,"message_types":["twilio.ipmsg.typing_indicator","twilio.sync.event","com.twilio.rtd.cds.document","com.twilio.rtd.cds.list","com.twilio.rtd.cds.map"]}],"tweaks":null,"capabilities":["client_update","offline_storage","telemetry.v1"],"payload_size":0}↵)" },
        { "reply to init",
          R"(TWILSOCK V3.0 723↵
{"method":"reply","id":"TMc3f0a1d2-7b64-4e0a-9c55-2f1e8d7b6a90","payload_size":0,"status":{"code":200,"status":"OK"},"capabilities":["client_update","offline_storage","account_descriptor"],"continuation_token":"b3BhcXVl.c2ln","continuation_token_status":{"reissued":true,"reissue_reason":"MISSING","reissue_message":"Missing"},"offline_storage":{"ip_messaging":{"storage_id":"st-ada-1"}},"init_registrations":[{"notification_ctx_id":"0b7f6a2e-3d4c-4b5a-8e9f-1a2b3c4d5e6f","type":"ers","product":"ip_messaging","message_types":["twilio.ipmsg.typing_indicator"]}],"account_descriptor":{"account_sid":"AC00aa11bb22cc33dd44ee55ff66778899","instance_sids":{"ip_messaging":"IS0f1e2d3c4b5a69788796a5b4c3d2e1f0"},"identity":"ada"}}↵)" },
        { "init refused",
          R"(TWILSOCK V3.0 209↵
{"method":"reply","id":"TMc3f0a1d2-7b64-4e0a-9c55-2f1e8d7b6a90","payload_size":0,"status":{"code":401,"status":"UNAUTHORIZED","description":"Access Token expired or expiration date invalid","errorCode":20104}}↵)" },
        { "update",
          R"(TWILSOCK V3.0 109↵
{"id":"TM8b0d7c66-0a1b-4c2d-8e3f-405162738495","method":"update","token":"eyJhbGciOi…new","payload_size":0}↵)" },
        { "reply to update",
          R"(TWILSOCK V3.0 117↵
{"method":"reply","id":"TM8b0d7c66-0a1b-4c2d-8e3f-405162738495","payload_size":0,"status":{"code":200,"status":"OK"}}↵)" },
        { "request in JavaScript style",
          R"(TWILSOCK V3.0 513↵
{"id":"TM1f2e3d4c-5b6a-4798-8a9b-acbdcedfe0f1","method":"message","active_grant":"ip_messaging","payload_type":"application/json; charset=utf-8","http_request":{"host":"aim.us1.twilio.com","path":"/Client/v2/Services/IS0f1e2d3c4b5a69788796a5b4c3d2e1f0/Users/US11112222333344445555666677778888/Conversations/CH5eed0001c0ffee00c0ffee00c0ffee01","method":"POST","params":{},"headers":{"Content-Type":"application/json; charset=utf-8","X-Twilio-Mutation-Id":"6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b3c2d"}},"payload_size":29}↵
{"last_read_message_index":7})" },
        { "request in Kotlin style",
          R"(TWILSOCK V3.0 462↵
{"method":"message","id":"RQ0f1e2d3c4b5a69788796a5b4c3d2e1f0","active_grant":"data_sync","http_request":{"host":"cds.us1.twilio.com","path":"/v3/Services/IS0f1e2d3c4b5a69788796a5b4c3d2e1f0/Maps/MPc0de0001c0de0001c0de0001c0de0001/Items","method":"GET","params":{"Order":["asc"],"PageSize":["100"],"Bounds":["inclusive"],"From":["a%20key"]},"headers":{"Twilio-Request-Id":["RQaa00bb11cc22dd33ee44ff5566778899"],"Content-Type":["application/json; charset=utf-8"]}}}↵)" },
        { "reply to a request",
          R"(TWILSOCK V3.0 304↵
{"method":"reply","id":"TM1f2e3d4c-5b6a-4798-8a9b-acbdcedfe0f1","payload_size":111,"payload_type":"application/json","status":{"code":200,"status":"OK"},"http_headers":{"content-type":"application/json","i-twilio-request-id":"RQ11223344556677889900aabbccddeeff"},"http_status":{"code":200,"status":"OK"}}↵
{"conversation_sid":"CH5eed0001c0ffee00c0ffee00c0ffee01","last_read_message_index":7,"unread_messages_count":0}↵)" },
        { "request answered with 404",
          R"(TWILSOCK V3.0 251↵
{"method":"reply","id":"TM1f2e3d4c-5b6a-4798-8a9b-acbdcedfe0f2","payload_size":62,"payload_type":"application/json","status":{"code":200,"status":"OK"},"http_headers":{"content-type":"application/json"},"http_status":{"code":404,"status":"NOT FOUND"}}↵
{"status":404,"code":50350,"message":"Conversation not found"}↵)" },
        { "typing notification",
          R"(TWILSOCK V3.0 191↵
{"method":"notification","id":"TM9a8b7c6d5e4f30211203f4e5d6c7b8a9","payload_size":88,"payload_type":"application/json","message_type":"twilio.ipmsg.typing_indicator","notification_ctx_id":""}↵
{"channel_sid":"CH5eed0001c0ffee00c0ffee00c0ffee01","identity":"ben","typing_timeout":6}↵)" },
        { "client update",
          R"(TWILSOCK V3.0 181↵
{"method":"client_update","id":"TM0a0b0c0d0e0f10111213141516171819","payload_size":0,"client_update_type":"token_about_to_expire","client_update_message":"Token is about to expire"}↵)" },
        { "close with back-off policy",
          R"(TWILSOCK V3.0 186↵
{"method":"close","id":"TM31415926535897932384626433832795","payload_size":68,"payload_type":"application/json","status":{"code":308,"status":"OFFLOAD","description":"Please reconnect"}}↵
{"backoff_policy":{"reconnect_min_ms":1500,"reconnect_max_ms":6000}}↵)" },
        { "close for expiry",
          R"(TWILSOCK V3.0 172↵
{"method":"close","id":"TM27182818284590452353602874713526","payload_size":0,"status":{"code":410,"status":"TOKEN_EXPIRED","description":"Token expired","errorCode":51207}}↵)" },
        { "close of the client",
          R"(TWILSOCK V3.0 81↵
{"id":"TM7d6c5b4a-3928-4170-8f6e-5d4c3b2a1908","method":"close","payload_size":0}↵)" },
        { "put notification context",
          R"(TWILSOCK V3.0 159↵
{"method":"put_notification_ctx","notification_ctx_id":"5e6f7081-92a3-4b4c-8d5e-6f708192a3b4","id":"TM2b3c4d5e-6f70-4182-93a4-b5c6d7e8f901","payload_size":139}↵
{"product_id":"ip_messaging","notification_protocol_version":4,"endpoint_platform":"web","message_types":["twilio.ipmsg.typing_indicator"]})" },
        { "delete notification context",
          R"(TWILSOCK V3.0 160↵
{"method":"delete_notification_ctx","notification_ctx_id":"5e6f7081-92a3-4b4c-8d5e-6f708192a3b4","id":"TM2b3c4d5e-6f70-4182-93a4-b5c6d7e8f902","payload_size":0}↵)" },
        { "telemetry",
          R"(TWILSOCK V3.0 173↵
{"id":"TM4d5e6f70-8192-43a4-b5c6-d7e8f9012345","method":"telemetry.v1","events":[{"start":-31,"end":-4,"title":"Send Twilsock init","details":"Succeeded"}],"payload_size":0}↵)" },
    };
}

/// The bytes on the wire of one of them.
inline QByteArray exampleBytes(const char *text)
{
    QByteArray bytes(text);
    bytes.replace("\xE2\x86\xB5\n", "\r\n");
    bytes.replace("\xE2\x86\xB5", "\r\n");
    return bytes;
}

} // namespace parley::test
