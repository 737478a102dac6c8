--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: bsm_log; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA bsm_log;


--
-- Name: bsm_read; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA bsm_read;


--
-- Name: bsm_service; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA bsm_service;


--
-- Name: bsm_vault; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA bsm_vault;


--
-- Name: append_only(); Type: FUNCTION; Schema: bsm_log; Owner: -
--

CREATE FUNCTION bsm_log.append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: command_answers; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.command_answers (
    account text NOT NULL COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    digest bytea NOT NULL,
    answer text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: frontiers; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.frontiers (
    size bigint NOT NULL,
    hashes bytea NOT NULL
);


--
-- Name: leaves; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.leaves (
    "position" bigint NOT NULL,
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    recorded_at bigint NOT NULL,
    ends_command bigint NOT NULL,
    leaf_hash bytea NOT NULL
);


--
-- Name: log_header; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.log_header (
    name text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: schema_steps; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.schema_steps (
    number bigint NOT NULL,
    does text NOT NULL COLLATE pg_catalog."C",
    taken_by text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: stored_events; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.stored_events (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    topic text COLLATE pg_catalog."C",
    state bytea
);


--
-- Name: tracking; Type: TABLE; Schema: bsm_log; Owner: -
--

CREATE TABLE bsm_log.tracking (
    application_name text NOT NULL COLLATE pg_catalog."C",
    notification_id bigint NOT NULL
);


--
-- Name: activities__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.activities__1 (
    activity_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    objective_id text COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C",
    agency text COLLATE pg_catalog."C",
    partners text NOT NULL COLLATE pg_catalog."C",
    due_on text NOT NULL COLLATE pg_catalog."C",
    due_precision text NOT NULL COLLATE pg_catalog."C",
    first_due_on text NOT NULL COLLATE pg_catalog."C",
    slips bigint NOT NULL,
    inherited_slips bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    percent bigint NOT NULL,
    proposed_at bigint NOT NULL,
    agreed_at bigint,
    confirmed_at bigint,
    changed_at bigint NOT NULL,
    first_meeting_id text NOT NULL COLLATE pg_catalog."C",
    origin_kind text NOT NULL COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    person text COLLATE pg_catalog."C",
    parents text NOT NULL COLLATE pg_catalog."C",
    succeeded_by text NOT NULL COLLATE pg_catalog."C",
    is_open bigint NOT NULL,
    first_promised_at bigint NOT NULL,
    proposed_recorded_at bigint NOT NULL,
    agreed_recorded_at bigint,
    completed_at bigint,
    completed_recorded_at bigint,
    confirmed_recorded_at bigint,
    given_up_at bigint,
    given_up_recorded_at bigint,
    due_zone text NOT NULL COLLATE pg_catalog."C",
    due_ends_at bigint NOT NULL,
    due_set_at bigint NOT NULL,
    first_due_ends_at bigint NOT NULL,
    before_block text COLLATE pg_catalog."C",
    before_end text COLLATE pg_catalog."C",
    told_version bigint,
    completed_version bigint,
    confirmed_version bigint,
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: activity_editions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.activity_editions__1 (
    activity_id text NOT NULL COLLATE pg_catalog."C",
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: comments__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.comments__1 (
    comment_id text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    mentions text NOT NULL COLLATE pg_catalog."C",
    by_role text NOT NULL COLLATE pg_catalog."C",
    by_delegation text COLLATE pg_catalog."C",
    made_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    activity_id text NOT NULL COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: delegations__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.delegations__1 (
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    agency_of text COLLATE pg_catalog."C",
    quota bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: dependencies__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.dependencies__1 (
    activity_id text NOT NULL COLLATE pg_catalog."C",
    awaited_id text NOT NULL COLLATE pg_catalog."C",
    is_active bigint NOT NULL,
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: evidence__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.evidence__1 (
    evidence_id text NOT NULL COLLATE pg_catalog."C",
    revision bigint NOT NULL,
    sha256 text COLLATE pg_catalog."C",
    size bigint,
    media_type text COLLATE pg_catalog."C",
    name text COLLATE pg_catalog."C",
    url text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    expires_on text COLLATE pg_catalog."C",
    by_role text NOT NULL COLLATE pg_catalog."C",
    by_delegation text COLLATE pg_catalog."C",
    attached_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    is_latest bigint NOT NULL,
    is_withdrawn bigint NOT NULL,
    is_erased bigint NOT NULL,
    activity_id text NOT NULL COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: facts__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.facts__1 (
    "position" bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    stored_name text NOT NULL COLLATE pg_catalog."C",
    stream_id text NOT NULL COLLATE pg_catalog."C",
    stream_version bigint NOT NULL,
    meeting_id text COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    recorded_at bigint NOT NULL,
    occurred_at bigint NOT NULL,
    entered_late bigint NOT NULL,
    actor_role text NOT NULL COLLATE pg_catalog."C",
    actor_delegation text COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    nth bigint NOT NULL,
    nth_for_all bigint NOT NULL,
    words text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: meetings__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.meetings__1 (
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    series text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    edition bigint,
    city text COLLATE pg_catalog."C",
    host text COLLATE pg_catalog."C",
    chair text COLLATE pg_catalog."C",
    organiser text COLLATE pg_catalog."C",
    starts_on text NOT NULL COLLATE pg_catalog."C",
    ends_on text NOT NULL COLLATE pg_catalog."C",
    time_zone text NOT NULL COLLATE pg_catalog."C",
    mode text NOT NULL COLLATE pg_catalog."C",
    themes text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    capacity bigint,
    stated_participants bigint,
    stated_at_least bigint NOT NULL,
    stated_source text COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: milestones__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.milestones__1 (
    milestone_id text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    due_on text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    reached_at bigint,
    activity_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: names_of_parts__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.names_of_parts__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    part_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: objectives__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.objectives__1 (
    objective_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    outcome_kind text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    discussed_at bigint,
    summary text COLLATE pg_catalog."C",
    code_order text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: owned_since__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.owned_since__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    delegation text NOT NULL COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: parked_facts; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.parked_facts (
    name text NOT NULL COLLATE pg_catalog."C",
    generation bigint NOT NULL,
    "position" bigint NOT NULL,
    stored_name text NOT NULL COLLATE pg_catalog."C",
    error text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: participants__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.participants__1 (
    participant_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    delegation text NOT NULL COLLATE pg_catalog."C",
    erased text NOT NULL COLLATE pg_catalog."C",
    designated_since text COLLATE pg_catalog."C",
    designated_until text COLLATE pg_catalog."C",
    entered_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    name text COLLATE pg_catalog."C",
    contact text COLLATE pg_catalog."C",
    post text COLLATE pg_catalog."C",
    needs text COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: projections; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.projections (
    name text NOT NULL COLLATE pg_catalog."C",
    generation bigint NOT NULL,
    version bigint NOT NULL,
    "position" bigint NOT NULL,
    active bigint NOT NULL,
    stopped bigint NOT NULL,
    indexed bigint DEFAULT 1 NOT NULL
);


--
-- Name: registrations__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.registrations__1 (
    registration_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    delegation text NOT NULL COLLATE pg_catalog."C",
    function text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    nominated_at bigint NOT NULL,
    participant_id text COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: schema_steps; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.schema_steps (
    number bigint NOT NULL,
    does text NOT NULL COLLATE pg_catalog."C",
    taken_by text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: sessions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.sessions__1 (
    session_id text NOT NULL COLLATE pg_catalog."C",
    held_on text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: subjects__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.subjects__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    meeting_id text COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: account_events; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.account_events (
    event text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    account text NOT NULL COLLATE pg_catalog."C",
    by_whom text NOT NULL COLLATE pg_catalog."C",
    what text NOT NULL COLLATE pg_catalog."C",
    mandate text COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C"
);


--
-- Name: accounts; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.accounts (
    account text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sought_as text COLLATE pg_catalog."C",
    participant uuid,
    created_at bigint DEFAULT 0 NOT NULL,
    closed_at bigint
);


--
-- Name: delays; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.delays (
    attempt text NOT NULL COLLATE pg_catalog."C",
    failures bigint NOT NULL,
    last_at bigint NOT NULL
);


--
-- Name: import_mappings; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.import_mappings (
    kind text NOT NULL COLLATE pg_catalog."C",
    what text NOT NULL COLLATE pg_catalog."C",
    said text NOT NULL COLLATE pg_catalog."C",
    means text NOT NULL COLLATE pg_catalog."C",
    by_whom text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL
);


--
-- Name: mandates; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.mandates (
    mandate text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    stands_in_for text COLLATE pg_catalog."C",
    purpose text COLLATE pg_catalog."C",
    since bigint NOT NULL,
    until bigint,
    given_by text NOT NULL COLLATE pg_catalog."C",
    given_at bigint NOT NULL,
    reason text COLLATE pg_catalog."C",
    ended_at bigint,
    ended_by text COLLATE pg_catalog."C",
    end_reason text COLLATE pg_catalog."C",
    ends_at bigint NOT NULL,
    seal text COLLATE pg_catalog."C"
);


--
-- Name: one_time_secrets; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.one_time_secrets (
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    purpose text NOT NULL COLLATE pg_catalog."C",
    account text COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: openid_identities; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.openid_identities (
    issuer text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    linked_at bigint NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.outbox (
    key text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    activity text COLLATE pg_catalog."C",
    due_on text COLLATE pg_catalog."C",
    rung text NOT NULL COLLATE pg_catalog."C",
    made_at bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    tries bigint NOT NULL,
    next_at bigint NOT NULL,
    claimed_until bigint NOT NULL,
    sent_at bigint,
    read_at bigint,
    error text COLLATE pg_catalog."C"
);


--
-- Name: passkeys; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.passkeys (
    credential text NOT NULL COLLATE pg_catalog."C",
    factor text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint
);


--
-- Name: passwords; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.passwords (
    account text NOT NULL COLLATE pg_catalog."C",
    hash text NOT NULL COLLATE pg_catalog."C",
    changed_at bigint NOT NULL
);


--
-- Name: recovery_codes; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.recovery_codes (
    account text NOT NULL COLLATE pg_catalog."C",
    code_hash text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: reminder_preferences; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.reminder_preferences (
    account text NOT NULL COLLATE pg_catalog."C",
    zone text NOT NULL COLLATE pg_catalog."C",
    quiet_from bigint NOT NULL,
    quiet_until bigint NOT NULL,
    muted text NOT NULL COLLATE pg_catalog."C",
    changed_at bigint NOT NULL
);


--
-- Name: rights; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.rights (
    version bigint NOT NULL
);


--
-- Name: schema_steps; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.schema_steps (
    number bigint NOT NULL,
    does text NOT NULL COLLATE pg_catalog."C",
    taken_by text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: sessions; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.sessions (
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    session text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    mandate text COLLATE pg_catalog."C",
    signed_in_by text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    proved_at bigint NOT NULL,
    last_used_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    agent text NOT NULL COLLATE pg_catalog."C",
    pending bigint NOT NULL
);


--
-- Name: spent; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.spent (
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    expires_at bigint NOT NULL
);


--
-- Name: tokens; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.tokens (
    secret_hash text CONSTRAINT tokens_secret_hash_not_null1 NOT NULL COLLATE pg_catalog."C",
    token text NOT NULL COLLATE pg_catalog."C",
    account text CONSTRAINT tokens_account_not_null1 NOT NULL COLLATE pg_catalog."C",
    mandate text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    limited_to text NOT NULL COLLATE pg_catalog."C",
    created_at bigint CONSTRAINT tokens_created_at_not_null1 NOT NULL,
    expires_at bigint CONSTRAINT tokens_expires_at_not_null1 NOT NULL,
    revoked_at bigint,
    last_used_at bigint
);


--
-- Name: totp_factors; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.totp_factors (
    factor text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    sealed bytea NOT NULL,
    created_at bigint NOT NULL,
    confirmed_at bigint,
    used_at bigint,
    last_step bigint NOT NULL
);


--
-- Name: destroyed_keys; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.destroyed_keys (
    key text NOT NULL COLLATE pg_catalog."C",
    destroyed_at bigint NOT NULL
);


--
-- Name: files; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.files (
    sha256 text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    size bigint NOT NULL,
    media_type text NOT NULL COLLATE pg_catalog."C",
    sealed bytea NOT NULL,
    kept_at bigint NOT NULL,
    shown_at bigint
);


--
-- Name: keys; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.keys (
    key text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    wrapped bytea NOT NULL,
    wrapped_by text NOT NULL COLLATE pg_catalog."C",
    made_at bigint NOT NULL
);


--
-- Name: people; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.people (
    participant text NOT NULL COLLATE pg_catalog."C",
    delegation text NOT NULL COLLATE pg_catalog."C",
    email_hash bytea,
    sealed bytea NOT NULL,
    made_at bigint NOT NULL
);


--
-- Name: read_people; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.read_people (
    participant text NOT NULL COLLATE pg_catalog."C",
    reading text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: readings; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.readings (
    reading text NOT NULL COLLATE pg_catalog."C",
    read_at bigint NOT NULL,
    account text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    field_groups text NOT NULL COLLATE pg_catalog."C",
    purpose text NOT NULL COLLATE pg_catalog."C",
    place text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: schema_steps; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.schema_steps (
    number bigint NOT NULL,
    does text NOT NULL COLLATE pg_catalog."C",
    taken_by text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: vault_header; Type: TABLE; Schema: bsm_vault; Owner: -
--

CREATE TABLE bsm_vault.vault_header (
    name text NOT NULL COLLATE pg_catalog."C",
    value bytea NOT NULL
);


--
-- Data for Name: command_answers; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.command_answers VALUES ('system', '01520bdd528076bfb052cc401b44c549', '\xd2074a2aedd6bf1b7939d9157d6fc3f496d52706d815210d8fe2fdf194a3ed82', '{"id":"01520bdd-5280-76bf-b052-cc401b44c549","version":1,"position":1,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":1,"stored_name":"bsm.network.established.v1","stream_id":"01520bdd-5280-76bf-b052-cc401b44c549","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '6287dd63b8244a489948b1815bc88146', '\x19238e3388de099b3b042fb4ecc4e536d6bfeb27b9e3b882112b3bbd326d66c7', '{"id":"c89620d6-c446-46e8-a7e0-54099628d1f9","version":1,"position":2,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":2,"stored_name":"bsm.meeting.announced.v1","stream_id":"c89620d6-c446-46e8-a7e0-54099628d1f9","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'ef62f12eb15f40509110fb62060d4e3b', '\xd729f57425a1e03979e36dc04ce3d1b516709a5ee51f487921634b4938708522', '{"id":"c89620d6-c446-46e8-a7e0-54099628d1f9","version":2,"position":3,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":3,"stored_name":"bsm.meeting.delegations_invited.v1","stream_id":"c89620d6-c446-46e8-a7e0-54099628d1f9","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '27091668b05d462badc8fd933a0911f1', '\x5ff746fbcbab94e4b8ff78a12c491b4d3528a8a31d7a5935dbf4c09f9ae1bb5f', '{"id":"c89620d6-c446-46e8-a7e0-54099628d1f9","version":3,"position":5,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":4,"stored_name":"bsm.meeting.registration_opened.v1","stream_id":"c89620d6-c446-46e8-a7e0-54099628d1f9","version":3},{"position":5,"stored_name":"bsm.seat_ledger.opened.v1","stream_id":"3318a6fb-52f3-5dc1-9749-7b1fda9ae978","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('focal-point-AT', '4e194b3620cc4a70baf439eaa10fd7f8', '\x74237b888bcea4c42788463066e6857562f8da6d327223122917a8414b4ae776', '{"id":"1823abc7-6ab5-460e-92b2-fe3ed5f16fe1","version":1,"position":6,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":6,"stored_name":"bsm.registration.nominated.v1","stream_id":"1823abc7-6ab5-460e-92b2-fe3ed5f16fe1","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '8b7e46d66970487290af5d6d0064d57d', '\xaaea0dcc03526b3426ecbf7169469029f9250db153da8354db27a634fdfe00be', '{"id":"1823abc7-6ab5-460e-92b2-fe3ed5f16fe1","version":2,"position":8,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":7,"stored_name":"bsm.registration.confirmed.v1","stream_id":"1823abc7-6ab5-460e-92b2-fe3ed5f16fe1","version":2},{"position":8,"stored_name":"bsm.seat_ledger.seat_taken.v1","stream_id":"3318a6fb-52f3-5dc1-9749-7b1fda9ae978","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('focal-point-AT', 'b51b70dbba70405fb354f0163d83ae63', '\x525b1e727fb2f627e0dc962152b988169630dd4ebe0e5cdd49ace5a74a48a72e', '{"id":"f2d47668-ed01-4dc2-b20d-cc0dd411804d","version":1,"position":9,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":9,"stored_name":"bsm.registration.nominated.v1","stream_id":"f2d47668-ed01-4dc2-b20d-cc0dd411804d","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '7178961fe51143c4a7448af79a158e11', '\x36529ac9f0bd5bdde5b18b4450c0c967da95a7f6c379105ae8e10a721e734c59', '{"id":"f2d47668-ed01-4dc2-b20d-cc0dd411804d","version":2,"position":11,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":10,"stored_name":"bsm.registration.confirmed.v1","stream_id":"f2d47668-ed01-4dc2-b20d-cc0dd411804d","version":2},{"position":11,"stored_name":"bsm.seat_ledger.seat_taken.v1","stream_id":"3318a6fb-52f3-5dc1-9749-7b1fda9ae978","version":3}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '7c99a9cf761e4d20bfc32cc95a6a91d1', '\x4ca9e9ab0d2abaa80574658a4208249469873465bcef07df1554f5586bc36c90', '{"id":"5092483d-410a-46d3-9aaf-9cf5a16b156d","version":1,"position":12,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":12,"stored_name":"bsm.registration.nominated.v1","stream_id":"5092483d-410a-46d3-9aaf-9cf5a16b156d","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'b84d84b8134f4907afd7174e3fc3ad6f', '\x028c66103fdde5ec5dc990da3fc4707fe60e2b9719bff1cb76c1ff1a4985ab0d', '{"id":"fa68133c-84ae-4edd-85dc-0104e0977c95","version":1,"position":13,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":13,"stored_name":"bsm.objective.set.v1","stream_id":"fa68133c-84ae-4edd-85dc-0104e0977c95","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'd55f160add854890b2594e9e343467d7', '\x0044d3c5ac1952a7bed477d60323603a81a5f5798f56ac311b98ae11b3a39c42', '{"id":"f4c81c0f-7241-45a4-a031-34ac0f308b64","version":1,"position":14,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":14,"stored_name":"bsm.activity.proposed.v1","stream_id":"f4c81c0f-7241-45a4-a031-34ac0f308b64","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'a2b09be4e0184650992a7506ad0c1f91', '\x26e2646032b0f7c8abad2cb05f7cfb1a1b68b4b7b35cedd3891fbab39a5913de', '{"id":"f4c81c0f-7241-45a4-a031-34ac0f308b64","version":2,"position":15,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":15,"stored_name":"bsm.activity.agreed.v1","stream_id":"f4c81c0f-7241-45a4-a031-34ac0f308b64","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'c5282e9a59d94deb9ec80eddcc6fc287', '\xb2e8377a237af635d1cb77f556fbddb0d449a7cdb425848ae7789e272c7d2ea8', '{"id":"f4c81c0f-7241-45a4-a031-34ac0f308b64","version":3,"position":16,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":16,"stored_name":"bsm.activity.accepted.v1","stream_id":"f4c81c0f-7241-45a4-a031-34ac0f308b64","version":3}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '1c975c5f2dba4bb2a50c2435200106c7', '\x745b75a46247f0bdc13e328bf578a2e5c10d89b8e8f8e935f1ad827caaec5006', '{"id":"ff973cb7-8d8c-4a98-bb70-c874e37daf72","version":1,"position":17,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":17,"stored_name":"bsm.participant.entered.v1","stream_id":"ff973cb7-8d8c-4a98-bb70-c874e37daf72","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'efb0e9d0cd2c48f9bc8d99da69c85bcf', '\x23440444b7121d307b1750e4c63e924f9d605a82d963b19f06d1e550638194c0', '{"id":"eb492a0c-be52-41d3-92a6-eadde83ccd92","version":1,"position":18,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":18,"stored_name":"bsm.participant.entered.v1","stream_id":"eb492a0c-be52-41d3-92a6-eadde83ccd92","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'a873c0799ec248be9e19f5efb82aa3bb', '\xbfe9cb36c5f3c6782b3c935a8ab876fe6e4e83dd1e49ed86b2bd556f2cf8df65', '{"id":"d4d0f0a3-0e8c-49f9-8afe-5a0dbac2afbd","version":1,"position":19,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":19,"stored_name":"bsm.participant.entered.v1","stream_id":"d4d0f0a3-0e8c-49f9-8afe-5a0dbac2afbd","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '6ee023643cae45a1a063e07081832a89', '\xa70731a61ec0e1d52a338f942fedc1b3d1c6eea7f7fe55ae2ddd57d9719047a0', '{"id":"c89620d6-c446-46e8-a7e0-54099628d1f9","version":3,"position":28,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":20,"stored_name":"bsm.activity.proposed.v1","stream_id":"97dd91c4-b469-5b5b-a9ea-352c61d49d4d","version":1},{"position":21,"stored_name":"bsm.activity.agreed.v1","stream_id":"97dd91c4-b469-5b5b-a9ea-352c61d49d4d","version":2},{"position":22,"stored_name":"bsm.activity.proposed.v1","stream_id":"733befbf-c1b5-5750-a9e2-cddb70263440","version":1},{"position":23,"stored_name":"bsm.activity.agreed.v1","stream_id":"733befbf-c1b5-5750-a9e2-cddb70263440","version":2},{"position":24,"stored_name":"bsm.activity.accepted.v1","stream_id":"733befbf-c1b5-5750-a9e2-cddb70263440","version":3},{"position":25,"stored_name":"bsm.activity.comment_made.v1","stream_id":"733befbf-c1b5-5750-a9e2-cddb70263440","version":4},{"position":26,"stored_name":"bsm.activity.reported_complete.v1","stream_id":"733befbf-c1b5-5750-a9e2-cddb70263440","version":5},{"position":27,"stored_name":"bsm.activity.proposed.v1","stream_id":"ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8","version":1},{"position":28,"stored_name":"bsm.activity.agreed.v1","stream_id":"ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8","version":2}]}');


--
-- Data for Name: frontiers; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.frontiers VALUES (1, '\x0000000000000001fc3cff0a7e0a3facc515a3645375bafdddf524f9db8de7b95f0f42e0612e9dc8');
INSERT INTO bsm_log.frontiers VALUES (2, '\x0000000000000002f74f68b8ac196d5b77d1caa6fd5b41be4271d0a3db804d974b142ec0dae5a13c');
INSERT INTO bsm_log.frontiers VALUES (3, '\x0000000000000003f74f68b8ac196d5b77d1caa6fd5b41be4271d0a3db804d974b142ec0dae5a13ceca57624a742b78552084c31d3834b25871d93e9edb2ada33f3e8a11f14c635b');
INSERT INTO bsm_log.frontiers VALUES (5, '\x0000000000000005c9ccac487970993731a7b7fda74909d1fa8cd7a6a28b1fb218175990a19879f19e56d953164e438daae0de7f0f317f3b3d66a8ce723c48175dab149e5add38b2');
INSERT INTO bsm_log.frontiers VALUES (6, '\x0000000000000006c9ccac487970993731a7b7fda74909d1fa8cd7a6a28b1fb218175990a19879f14fe1750a6a706327d2658f41d4ad433791dc0e138752f688e27c985471c86e40');
INSERT INTO bsm_log.frontiers VALUES (8, '\x000000000000000800a827a0f8381614841590dff9f9af1b551e31e1a3767aeeb45ef40d49449048');
INSERT INTO bsm_log.frontiers VALUES (9, '\x000000000000000900a827a0f8381614841590dff9f9af1b551e31e1a3767aeeb45ef40d49449048c1a954db4f36d47b823616136e0835cd47beaa57e939f2ab360f8c55de03208b');
INSERT INTO bsm_log.frontiers VALUES (11, '\x000000000000000b00a827a0f8381614841590dff9f9af1b551e31e1a3767aeeb45ef40d49449048d9660b90711a15e4d73b5d1a634ab729733e36de77d9325d9e0147a7a2865ff104c68f05be457605d6d211b00b42417a4b79aaac9b1bbf86a74fc87e00468c5a');
INSERT INTO bsm_log.frontiers VALUES (12, '\x000000000000000c00a827a0f8381614841590dff9f9af1b551e31e1a3767aeeb45ef40d49449048bf1edf1586344a3627d4d695d908cc6fdd49bb8e50a678c9aeb97fe9b869e017');
INSERT INTO bsm_log.frontiers VALUES (13, '\x000000000000000d00a827a0f8381614841590dff9f9af1b551e31e1a3767aeeb45ef40d49449048bf1edf1586344a3627d4d695d908cc6fdd49bb8e50a678c9aeb97fe9b869e017000ab71a85109ff5969ce80cbd8eb2edf5ef0825c9ae168acc2ae3775cd9bef8');
INSERT INTO bsm_log.frontiers VALUES (14, '\x000000000000000e00a827a0f8381614841590dff9f9af1b551e31e1a3767aeeb45ef40d49449048bf1edf1586344a3627d4d695d908cc6fdd49bb8e50a678c9aeb97fe9b869e0177fbff739f25c4650c011889a143be97074b2e5aec7893c6509d3bd7850299f79');
INSERT INTO bsm_log.frontiers VALUES (15, '\x000000000000000f00a827a0f8381614841590dff9f9af1b551e31e1a3767aeeb45ef40d49449048bf1edf1586344a3627d4d695d908cc6fdd49bb8e50a678c9aeb97fe9b869e0177fbff739f25c4650c011889a143be97074b2e5aec7893c6509d3bd7850299f7997d4f3b99723b1d7efabc59dc104b219e159bb103018771f40d6febd1e56091a');
INSERT INTO bsm_log.frontiers VALUES (16, '\x000000000000001052ee0d269a3ee3ebb7389ccc7cf370dca73ee76a0a0b1d39aa330823d6c8547c');
INSERT INTO bsm_log.frontiers VALUES (17, '\x000000000000001152ee0d269a3ee3ebb7389ccc7cf370dca73ee76a0a0b1d39aa330823d6c8547cd469453968ca48defb8b64ccc3bffa444451de0e76310878129f37a4a89423fa');
INSERT INTO bsm_log.frontiers VALUES (18, '\x000000000000001252ee0d269a3ee3ebb7389ccc7cf370dca73ee76a0a0b1d39aa330823d6c8547ceebf418e322bf214cf6e881383a3c5eefa1297299de4016903cc64a54fca011d');
INSERT INTO bsm_log.frontiers VALUES (19, '\x000000000000001352ee0d269a3ee3ebb7389ccc7cf370dca73ee76a0a0b1d39aa330823d6c8547ceebf418e322bf214cf6e881383a3c5eefa1297299de4016903cc64a54fca011d32ed6cc1f918a5e1899d51806d9c1dfc877d3a116e64c9e048b9b33eaa0bdd95');
INSERT INTO bsm_log.frontiers VALUES (28, '\x000000000000001c52ee0d269a3ee3ebb7389ccc7cf370dca73ee76a0a0b1d39aa330823d6c8547c95dfba52b7d2a4e38c5623b142a945ac191ddbe4b2964c3ea3e2d525b5d7b2cfc9dba45eb13b930b38a2860b995f6d075291af88167f58b8ae158f16e243d6d4');


--
-- Data for Name: leaves; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.leaves VALUES (1, '01520bdd-5280-76bf-b052-cc401b44c549', 1, 1451898000000000, 1, '\xfc3cff0a7e0a3facc515a3645375bafdddf524f9db8de7b95f0f42e0612e9dc8');
INSERT INTO bsm_log.leaves VALUES (2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 1, 1451898000000000, 1, '\xba4db36c11373dd1e647f2e5b212f22e07759611c74854b91c08cbe8da745335');
INSERT INTO bsm_log.leaves VALUES (3, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 2, 1451898000000000, 1, '\xeca57624a742b78552084c31d3834b25871d93e9edb2ada33f3e8a11f14c635b');
INSERT INTO bsm_log.leaves VALUES (4, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 3, 1451898000000000, 0, '\x918e8b496e2901a99cc4a963e28fc5a7efff245d7bd8369d88dce1d43f587cb8');
INSERT INTO bsm_log.leaves VALUES (5, '3318a6fb-52f3-5dc1-9749-7b1fda9ae978', 1, 1451898000000000, 1, '\x9e56d953164e438daae0de7f0f317f3b3d66a8ce723c48175dab149e5add38b2');
INSERT INTO bsm_log.leaves VALUES (6, '1823abc7-6ab5-460e-92b2-fe3ed5f16fe1', 1, 1451898000000000, 1, '\xb0ba1868eb92b37e95c41f86f0ba614b29e64ec02ca6f4c96cd1a5ee5ad2617c');
INSERT INTO bsm_log.leaves VALUES (7, '1823abc7-6ab5-460e-92b2-fe3ed5f16fe1', 2, 1451898000000000, 0, '\x7708ff7fa7a1c06012e8d9fe9231932f4c0c98a10084bc43fe51986b43498ae1');
INSERT INTO bsm_log.leaves VALUES (8, '3318a6fb-52f3-5dc1-9749-7b1fda9ae978', 2, 1451898000000000, 1, '\x9bb3fda676f19c670e1456a5bdbf69762b9be23cdb79f003fdf17ec06a2be6ce');
INSERT INTO bsm_log.leaves VALUES (9, 'f2d47668-ed01-4dc2-b20d-cc0dd411804d', 1, 1451898000000000, 1, '\xc1a954db4f36d47b823616136e0835cd47beaa57e939f2ab360f8c55de03208b');
INSERT INTO bsm_log.leaves VALUES (10, 'f2d47668-ed01-4dc2-b20d-cc0dd411804d', 2, 1451898000000000, 0, '\x4bc600b83809594045af3cb5c3f8e050f0a21af702b0755ebb65898b14f6d31c');
INSERT INTO bsm_log.leaves VALUES (11, '3318a6fb-52f3-5dc1-9749-7b1fda9ae978', 3, 1451898000000000, 1, '\x04c68f05be457605d6d211b00b42417a4b79aaac9b1bbf86a74fc87e00468c5a');
INSERT INTO bsm_log.leaves VALUES (12, '5092483d-410a-46d3-9aaf-9cf5a16b156d', 1, 1451898000000000, 1, '\xda0d5e354ddb2b75dc13a523035516932e2e99da7d3d44ff5aae318d55fbeee2');
INSERT INTO bsm_log.leaves VALUES (13, 'fa68133c-84ae-4edd-85dc-0104e0977c95', 1, 1451898000000000, 1, '\x000ab71a85109ff5969ce80cbd8eb2edf5ef0825c9ae168acc2ae3775cd9bef8');
INSERT INTO bsm_log.leaves VALUES (14, 'f4c81c0f-7241-45a4-a031-34ac0f308b64', 1, 1451898000000000, 1, '\x911f71a30a2589c722463c8167ac224b2e78cbdf9a91aeebc1f57e87d4eeb111');
INSERT INTO bsm_log.leaves VALUES (15, 'f4c81c0f-7241-45a4-a031-34ac0f308b64', 2, 1451898000000000, 1, '\x97d4f3b99723b1d7efabc59dc104b219e159bb103018771f40d6febd1e56091a');
INSERT INTO bsm_log.leaves VALUES (16, 'f4c81c0f-7241-45a4-a031-34ac0f308b64', 3, 1451898000000000, 1, '\x1e099fb961bad440b374a1fd3bdd79dc899cf9e6816142c8bb6cabea02667bf6');
INSERT INTO bsm_log.leaves VALUES (17, 'ff973cb7-8d8c-4a98-bb70-c874e37daf72', 1, 1451898000000000, 1, '\xd469453968ca48defb8b64ccc3bffa444451de0e76310878129f37a4a89423fa');
INSERT INTO bsm_log.leaves VALUES (18, 'eb492a0c-be52-41d3-92a6-eadde83ccd92', 1, 1451898000000000, 1, '\x0f66649414532a466483fc799cb6e42f157ad83c68b0fd5eef7f28b9f4bef077');
INSERT INTO bsm_log.leaves VALUES (19, 'd4d0f0a3-0e8c-49f9-8afe-5a0dbac2afbd', 1, 1451898000000000, 1, '\x32ed6cc1f918a5e1899d51806d9c1dfc877d3a116e64c9e048b9b33eaa0bdd95');
INSERT INTO bsm_log.leaves VALUES (20, '97dd91c4-b469-5b5b-a9ea-352c61d49d4d', 1, 1451898000000000, 0, '\x7ac19ff0fae1a94188ed9c35e7a7dc5d8a650834c0cbbd63408deabce227ddc6');
INSERT INTO bsm_log.leaves VALUES (21, '97dd91c4-b469-5b5b-a9ea-352c61d49d4d', 2, 1451898000000000, 0, '\xfc179e97634adbb6fdc5f1e6f87daa1436c8481a2bc422aa71c3e81baf336c35');
INSERT INTO bsm_log.leaves VALUES (22, '733befbf-c1b5-5750-a9e2-cddb70263440', 1, 1451898000000000, 0, '\x8f0d6509d0cae99d862a3162760db74be5a0dc496c5a1940e5aba27acf46a737');
INSERT INTO bsm_log.leaves VALUES (23, '733befbf-c1b5-5750-a9e2-cddb70263440', 2, 1451898000000000, 0, '\x75ae2a6513f07a817a905efdcc56361f28aa62436c8dab685305519127d8cc28');
INSERT INTO bsm_log.leaves VALUES (24, '733befbf-c1b5-5750-a9e2-cddb70263440', 3, 1451898000000000, 0, '\x5c21a43ec9124ee21dcd9085759d6a2501f18c192e8f3acce6e3c9cc15c1eb47');
INSERT INTO bsm_log.leaves VALUES (25, '733befbf-c1b5-5750-a9e2-cddb70263440', 4, 1451898000000000, 0, '\x2124c1bd5513db5ceb5e19f1ca2c2b36bb6e58dd8cad111c738fd81bb8dbadda');
INSERT INTO bsm_log.leaves VALUES (26, '733befbf-c1b5-5750-a9e2-cddb70263440', 5, 1451898000000000, 0, '\x8c3a0a2005dd618b921104675f69d768c46e47ece72db701722f7dfcb608fe2d');
INSERT INTO bsm_log.leaves VALUES (27, 'ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8', 1, 1451898000000000, 0, '\xabbe5e6260c81e3f9abe297bcbdd9c9223770f147a8bd400973aaff44f496832');
INSERT INTO bsm_log.leaves VALUES (28, 'ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8', 2, 1451898000000000, 1, '\x852c01ebdfc6b3e79948d0959aa22c66e046855be59db034a251c38ba768172f');


--
-- Data for Name: log_header; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.log_header VALUES ('origin', 'example.org/bsm');


--
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.schema_steps VALUES (1, 'facts, leaves, frontiers, answers, all append-only', '0.5.0');
INSERT INTO bsm_log.schema_steps VALUES (2, 'a book of the steps that were taken', '0.5.0');
INSERT INTO bsm_log.schema_steps VALUES (3, 'an index of what was erased', '0.5.0');
INSERT INTO bsm_log.schema_steps VALUES (4, 'indexes of identities in another spelling', '0.5.0');
INSERT INTO bsm_log.schema_steps VALUES (5, 'how far programs have followed a log', '0.5.0');
INSERT INTO bsm_log.schema_steps VALUES (6, 'an index of meetings and objectives', '0.5.0');


--
-- Data for Name: stored_events; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.stored_events VALUES ('01520bdd-5280-76bf-b052-cc401b44c549', 1, 'bsm.network.established.v1', '\x7b226f726967696e61746f725f6964223a2230313532306264642d353238302d373662662d623035322d636334303162343463353439222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273797374656d222c22726f6c65223a2273797374656d222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2230313532306264642d353238302d373662662d623035322d636334303162343463353439222c22636f7272656c6174696f6e5f6964223a2230313532306264642d353238302d373662662d623035322d636334303162343463353439222c2270726f647563745f76657273696f6e223a22302e352e30222c226e616d65223a224e6574776f726b206f6620746865207465737473222c2264656d6f6e7374726174696f6e223a66616c73657d');
INSERT INTO bsm_log.stored_events VALUES ('c89620d6-c446-46e8-a7e0-54099628d1f9', 1, 'bsm.meeting.announced.v1', '\x7b226f726967696e61746f725f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2236323837646436332d623832342d346134382d393934382d623138313562633838313436222c22636f7272656c6174696f6e5f6964223a2236323837646436332d623832342d346134382d393934382d623138313562633838313436222c2270726f647563745f76657273696f6e223a22302e352e30222c2264657461696c73223a7b22736572696573223a22416e6e75616c204d656574696e67222c227469746c65223a223130746820416e6e75616c204d656574696e67206f66204e6174696f6e616c20466f63616c20506f696e7473222c2265646974696f6e223a31302c2263697479223a224265726c696e222c22686f7374223a224445222c226368616972223a224445222c226f7267616e69736572223a6e756c6c2c227374617274735f6f6e223a22323031362d30342d3132222c22656e64735f6f6e223a22323031362d30342d3133222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e222c226d6f6465223a22696e20706572736f6e222c227468656d6573223a5b5d7d7d');
INSERT INTO bsm_log.stored_events VALUES ('c89620d6-c446-46e8-a7e0-54099628d1f9', 2, 'bsm.meeting.delegations_invited.v1', '\x7b226f726967696e61746f725f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2265663632663132652d623135662d343035302d393131302d666236323036306434653362222c22636f7272656c6174696f6e5f6964223a2265663632663132652d623135662d343035302d393131302d666236323036306434653362222c2270726f647563745f76657273696f6e223a22302e352e30222c2264656c65676174696f6e73223a5b7b22636f6465223a224154222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a2241757374726961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a337d2c7b22636f6465223a224954222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a224974616c79222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a337d2c7b22636f6465223a224d4b222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a2274686520666f726d6572205975676f736c61762052657075626c6963206f66204d616365646f6e6961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a327d2c7b22636f6465223a22445a222c226b696e64223a22506172746e657220666f7220436f2d6f7065726174696f6e222c226e616d65223a22416c6765726961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a327d2c7b22636f6465223a2246524f4e544558222c226b696e64223a226f7267616e69736174696f6e222c226e616d65223a2246726f6e746578222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a317d5d7d');
INSERT INTO bsm_log.stored_events VALUES ('c89620d6-c446-46e8-a7e0-54099628d1f9', 3, 'bsm.meeting.registration_opened.v1', '\x7b226f726967696e61746f725f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2232373039313636382d623035642d343632622d616463382d666439333361303931316631222c22636f7272656c6174696f6e5f6964223a2232373039313636382d623035642d343632622d616463382d666439333361303931316631222c2270726f647563745f76657273696f6e223a22302e352e30222c226361706163697479223a3130307d');
INSERT INTO bsm_log.stored_events VALUES ('3318a6fb-52f3-5dc1-9749-7b1fda9ae978', 1, 'bsm.seat_ledger.opened.v1', '\x7b226f726967696e61746f725f6964223a2233333138613666622d353266332d356463312d393734392d376231666461396165393738222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2232373039313636382d623035642d343632622d616463382d666439333361303931316631222c22636f7272656c6174696f6e5f6964223a2232373039313636382d623035642d343632622d616463382d666439333361303931316631222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639227d');
INSERT INTO bsm_log.stored_events VALUES ('1823abc7-6ab5-460e-92b2-fe3ed5f16fe1', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2231383233616263372d366162352d343630652d393262322d666533656435663136666531222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a22666f63616c2d706f696e742d4154222c22726f6c65223a22666f63616c2d706f696e74222c2264656c65676174696f6e223a224154222c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2234653139346233362d323063632d346137302d626166342d333965616131306664376638222c22636f7272656c6174696f6e5f6964223a2234653139346233362d323063632d346137302d626166342d333965616131306664376638222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639222c2264656c65676174696f6e223a224154222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('1823abc7-6ab5-460e-92b2-fe3ed5f16fe1', 2, 'bsm.registration.confirmed.v1', '\x7b226f726967696e61746f725f6964223a2231383233616263372d366162352d343630652d393262322d666533656435663136666531222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2238623765343664362d363937302d343837322d393061662d356436643030363464353764222c22636f7272656c6174696f6e5f6964223a2238623765343664362d363937302d343837322d393061662d356436643030363464353764222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('3318a6fb-52f3-5dc1-9749-7b1fda9ae978', 2, 'bsm.seat_ledger.seat_taken.v1', '\x7b226f726967696e61746f725f6964223a2233333138613666622d353266332d356463312d393734392d376231666461396165393738222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2238623765343664362d363937302d343837322d393061662d356436643030363464353764222c22636f7272656c6174696f6e5f6964223a2238623765343664362d363937302d343837322d393061662d356436643030363464353764222c2270726f647563745f76657273696f6e223a22302e352e30222c22726567697374726174696f6e5f6964223a2231383233616263372d366162352d343630652d393262322d666533656435663136666531222c2264656c65676174696f6e223a224154222c22726561736f6e223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('f2d47668-ed01-4dc2-b20d-cc0dd411804d', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2266326434373636382d656430312d346463322d623230642d636330646434313138303464222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a22666f63616c2d706f696e742d4154222c22726f6c65223a22666f63616c2d706f696e74222c2264656c65676174696f6e223a224154222c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2262353162373064622d626137302d343035662d623335342d663031363364383361653633222c22636f7272656c6174696f6e5f6964223a2262353162373064622d626137302d343035662d623335342d663031363364383361653633222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639222c2264656c65676174696f6e223a224154222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('f2d47668-ed01-4dc2-b20d-cc0dd411804d', 2, 'bsm.registration.confirmed.v1', '\x7b226f726967696e61746f725f6964223a2266326434373636382d656430312d346463322d623230642d636330646434313138303464222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2237313738393631662d653531312d343363342d613734342d386166373961313538653131222c22636f7272656c6174696f6e5f6964223a2237313738393631662d653531312d343363342d613734342d386166373961313538653131222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('3318a6fb-52f3-5dc1-9749-7b1fda9ae978', 3, 'bsm.seat_ledger.seat_taken.v1', '\x7b226f726967696e61746f725f6964223a2233333138613666622d353266332d356463312d393734392d376231666461396165393738222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2237313738393631662d653531312d343363342d613734342d386166373961313538653131222c22636f7272656c6174696f6e5f6964223a2237313738393631662d653531312d343363342d613734342d386166373961313538653131222c2270726f647563745f76657273696f6e223a22302e352e30222c22726567697374726174696f6e5f6964223a2266326434373636382d656430312d346463322d623230642d636330646434313138303464222c2264656c65676174696f6e223a224154222c22726561736f6e223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('5092483d-410a-46d3-9aaf-9cf5a16b156d', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2235303932343833642d343130612d343664332d396161662d396366356131366231353664222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2237633939613963662d373631652d346432302d626663332d326363393561366139316431222c22636f7272656c6174696f6e5f6964223a2237633939613963662d373631652d346432302d626663332d326363393561366139316431222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639222c2264656c65676174696f6e223a224954222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('fa68133c-84ae-4edd-85dc-0104e0977c95', 1, 'bsm.objective.set.v1', '\x7b226f726967696e61746f725f6964223a2266613638313333632d383461652d346564642d383564632d303130346530393737633935222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2262383464383462382d313334662d343930372d616664372d313734653366633361643666222c22636f7272656c6174696f6e5f6964223a2262383464383462382d313334662d343930372d616664372d313734653366633361643666222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639222c22636f6465223a224f31222c2274657874223a225368617265207768617420776f726b73206174206a6f696e7420626f7264657220706f7374732e222c2261756469656e6365223a22616c6c222c226f7574636f6d655f6b696e64223a2261677265656d656e74227d');
INSERT INTO bsm_log.stored_events VALUES ('f4c81c0f-7241-45a4-a031-34ac0f308b64', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2266346338316330662d373234312d343561342d613033312d333461633066333038623634222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2264353566313630612d646438352d343839302d623235392d346539653334333436376437222c22636f7272656c6174696f6e5f6964223a2264353566313630612d646438352d343839302d623235392d346539653334333436376437222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639222c226f726967696e223a7b226b696e64223a226f626a656374697665222c226f626a6563746976655f6964223a2266613638313333632d383461652d346564642d383564632d303130346530393737633935227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a2253686172652074686520626f726465722070726f746f636f6c222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d30392d3330222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('f4c81c0f-7241-45a4-a031-34ac0f308b64', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2266346338316330662d373234312d343561342d613033312d333461633066333038623634222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261326230396265342d653031382d343635302d393932612d373530366164306331663931222c22636f7272656c6174696f6e5f6964223a2261326230396265342d653031382d343635302d393932612d373530366164306331663931222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('f4c81c0f-7241-45a4-a031-34ac0f308b64', 3, 'bsm.activity.accepted.v1', '\x7b226f726967696e61746f725f6964223a2266346338316330662d373234312d343561342d613033312d333461633066333038623634222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2263353238326539612d353964392d346465622d396563382d306564646363366663323837222c22636f7272656c6174696f6e5f6964223a2263353238326539612d353964392d346465622d396563382d306564646363366663323837222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('ff973cb7-8d8c-4a98-bb70-c874e37daf72', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2266663937336362372d386438632d346139382d626237302d633837346533376461663732222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231633937356335662d326462612d346262322d613530632d323433353230303130366337222c22636f7272656c6174696f6e5f6964223a2231633937356335662d326462612d346262322d613530632d323433353230303130366337222c2270726f647563745f76657273696f6e223a22302e352e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2239386435323264352d613133382d356562662d396433362d646239623461653866633662222c226e6f6e6365223a226a513143556e54705346544368617071222c2263697068657274657874223a22636f63364b4e3246426a45504b766539663743554f4866746f72536c33785159623859434f61495365434d47314c313979393243227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2239386435323264352d613133382d356562662d396433362d646239623461653866633662222c226e6f6e6365223a224d4a432b4459776262766c6378463461222c2263697068657274657874223a225a6a455858777a704256573947454369766954467a43685668364573636d68756c364f626838704e6a4e4a32415467447454364c73596f4169413d3d227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('eb492a0c-be52-41d3-92a6-eadde83ccd92', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2265623439326130632d626535322d343164332d393261362d656164646538336363643932222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2265666230653964302d636432632d343866392d626338642d393964613639633835626366222c22636f7272656c6174696f6e5f6964223a2265666230653964302d636432632d343866392d626338642d393964613639633835626366222c2270726f647563745f76657273696f6e223a22302e352e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2234656431623838382d313631622d356337642d626231662d633962356231396634336461222c226e6f6e6365223a2231562f2b30342b4d3242664e4a4e3669222c2263697068657274657874223a2255562b6f754743715243306e5231316349516f574d333673535546462f46743849516a54746343716353673075673963754f7044227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2234656431623838382d313631622d356337642d626231662d633962356231396634336461222c226e6f6e6365223a225972304248326e3647624b62596a7641222c2263697068657274657874223a2252647341304c63564d594559334f4e562b52574a6f394e45523779524e456739545832303161464f394c4471523044626a4a7639776e706b5a584f5454393842227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('d4d0f0a3-0e8c-49f9-8afe-5a0dbac2afbd', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2264346430663061332d306538632d343966392d386166652d356130646261633261666264222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261383733633037392d396563322d343862652d396531392d663565666238326161336262222c22636f7272656c6174696f6e5f6964223a2261383733633037392d396563322d343862652d396531392d663565666238326161336262222c2270726f647563745f76657273696f6e223a22302e352e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2237643365656465612d323266322d353965392d626639342d396261363132663939623438222c226e6f6e6365223a2230776539533330477a35334670493873222c2263697068657274657874223a224d41676863667450384f6b443768774e52576262466279536c6832396d68426130517056724b2b6264374d4b35692f4336573470227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2237643365656465612d323266322d353965392d626639342d396261363132663939623438222c226e6f6e6365223a227655534b6633436c76536c77686b6c6e222c2263697068657274657874223a22545a323055584a5567457a344b72383638634e6f654d6d545437302f4d774c3169576e697655742b7564696b69686863594c38745673306b41364f625571514d67673d3d227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('97dd91c4-b469-5b5b-a9ea-352c61d49d4d', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2239376464393163342d623436392d356235622d613965612d333532633631643439643464222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c22636f7272656c6174696f6e5f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a2232227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a2245786368616e676520432b2b206c69737473222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d30392d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('97dd91c4-b469-5b5b-a9ea-352c61d49d4d', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2239376464393163342d623436392d356235622d613965612d333532633631643439643464222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c22636f7272656c6174696f6e5f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2237333362656662662d633162352d353735302d613965322d636464623730323633343430222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c22636f7272656c6174696f6e5f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a223033227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a222d4d617073222c226f776e6572223a7b2264656c65676174696f6e223a224445222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d31302d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2237333362656662662d633162352d353735302d613965322d636464623730323633343430222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c22636f7272656c6174696f6e5f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 3, 'bsm.activity.accepted.v1', '\x7b226f726967696e61746f725f6964223a2237333362656662662d633162352d353735302d613965322d636464623730323633343430222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c22636f7272656c6174696f6e5f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 4, 'bsm.activity.comment_made.v1', '\x7b226f726967696e61746f725f6964223a2237333362656662662d633162352d353735302d613965322d636464623730323633343430222c226f726967696e61746f725f76657273696f6e223a342c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c22636f7272656c6174696f6e5f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c2270726f647563745f76657273696f6e223a22302e352e30222c22636f6d6d656e745f6964223a2239656436323236312d633735302d353538382d383531372d623337363831303431613735222c2274657874223a7b226b696e64223a227365616c6564222c226b6579223a2230313532306264642d353238302d373666322d623435352d343139373263626565383935222c226e6f6e6365223a2272305335713561576372666f6962537a222c2263697068657274657874223a22796c644d31536c444245347862543366696b446d4a5a43597939386571672b74556d5141487a35507a7a474168654d3830656b2f57326a6c4272773d227d2c226d656e74696f6e73223a5b5d7d');
INSERT INTO bsm_log.stored_events VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 5, 'bsm.activity.reported_complete.v1', '\x7b226f726967696e61746f725f6964223a2237333362656662662d633162352d353735302d613965322d636464623730323633343430222c226f726967696e61746f725f76657273696f6e223a352c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c22636f7272656c6174696f6e5f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c2270726f647563745f76657273696f6e223a22302e352e30222c226e6f7465223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2261653864643066342d396263642d356435342d623134382d346432666338333462626638222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c22636f7272656c6174696f6e5f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2263383936323064362d633434362d343665382d613765302d353430393936323864316639222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a6e756c6c7d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a22526f616473202870617274203129222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d31312d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2261653864643066342d396263642d356435342d623134382d346432666338333462626638222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c22636f7272656c6174696f6e5f6964223a2236656530323336342d336361652d343561312d613036332d653037303831383332613839222c2270726f647563745f76657273696f6e223a22302e352e30227d');


--
-- Data for Name: tracking; Type: TABLE DATA; Schema: bsm_log; Owner: -
--



--
-- Data for Name: activities__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.activities__1 VALUES ('f4c81c0f-7241-45a4-a031-34ac0f308b64', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'fa68133c-84ae-4edd-85dc-0104e0977c95', 'all', 'Share the border protocol', 'AT', NULL, '[]', '2016-09-30', 'day', '2016-09-30', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'objective', 'fa68133c-84ae-4edd-85dc-0104e0977c95', NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475272800000000, 1451898000000000, 1475272800000000, NULL, NULL, NULL, NULL, NULL, 14, 15);
INSERT INTO bsm_read.activities__1 VALUES ('f4c81c0f-7241-45a4-a031-34ac0f308b64', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'fa68133c-84ae-4edd-85dc-0104e0977c95', 'all', 'Share the border protocol', 'AT', NULL, '[]', '2016-09-30', 'day', '2016-09-30', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'objective', 'fa68133c-84ae-4edd-85dc-0104e0977c95', NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475272800000000, 1451898000000000, 1475272800000000, NULL, NULL, NULL, NULL, NULL, 15, 16);
INSERT INTO bsm_read.activities__1 VALUES ('f4c81c0f-7241-45a4-a031-34ac0f308b64', 3, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'fa68133c-84ae-4edd-85dc-0104e0977c95', 'all', 'Share the border protocol', 'AT', NULL, '[]', '2016-09-30', 'day', '2016-09-30', 0, 0, 'accepted', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'objective', 'fa68133c-84ae-4edd-85dc-0104e0977c95', NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475272800000000, 1451898000000000, 1475272800000000, NULL, NULL, NULL, NULL, NULL, 16, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('97dd91c4-b469-5b5b-a9ea-352c61d49d4d', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', 'Exchange C++ lists', 'AT', NULL, '[]', '2016-09-05', 'day', '2016-09-05', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'tracker', '2', NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1473112800000000, 1451898000000000, 1473112800000000, NULL, NULL, NULL, NULL, NULL, 20, 21);
INSERT INTO bsm_read.activities__1 VALUES ('97dd91c4-b469-5b5b-a9ea-352c61d49d4d', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', 'Exchange C++ lists', 'AT', NULL, '[]', '2016-09-05', 'day', '2016-09-05', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'tracker', '2', NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1473112800000000, 1451898000000000, 1473112800000000, NULL, NULL, NULL, NULL, NULL, 21, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'tracker', '03', NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, NULL, NULL, NULL, 22, 23);
INSERT INTO bsm_read.activities__1 VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'tracker', '03', NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, NULL, NULL, NULL, 23, 24);
INSERT INTO bsm_read.activities__1 VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 3, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'accepted', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'tracker', '03', NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, NULL, NULL, NULL, 24, 25);
INSERT INTO bsm_read.activities__1 VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 4, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'accepted', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'tracker', '03', NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, NULL, NULL, NULL, 25, 26);
INSERT INTO bsm_read.activities__1 VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 5, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'reported complete', 100, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'tracker', '03', NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, 5, 5, NULL, 26, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', 'Roads (part 1)', 'AT', NULL, '[]', '2016-11-05', 'day', '2016-11-05', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'tracker', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1478386800000000, 1451898000000000, 1478386800000000, NULL, NULL, NULL, NULL, NULL, 27, 28);
INSERT INTO bsm_read.activities__1 VALUES ('ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', 'Roads (part 1)', 'AT', NULL, '[]', '2016-11-05', 'day', '2016-11-05', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'tracker', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1478386800000000, 1451898000000000, 1478386800000000, NULL, NULL, NULL, NULL, NULL, 28, 9223372036854775807);


--
-- Data for Name: activity_editions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.activity_editions__1 VALUES ('f4c81c0f-7241-45a4-a031-34ac0f308b64', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 14, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('97dd91c4-b469-5b5b-a9ea-352c61d49d4d', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 20, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 22, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 27, 9223372036854775807);


--
-- Data for Name: comments__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.comments__1 VALUES ('9ed62261-c750-5588-8517-b37681041a75', '{"kind":"sealed","key":"01520bdd-5280-76f2-b455-41972cbee895","nonce":"r0S5q5aWcrfoibSz","ciphertext":"yldM1SlDBE4xbT3fikDmJZCYy98eqg+tUmQAHz5PzzGAheM80ek/W2jlBrw="}', '[]', 'secretariat', NULL, 1451898000000000, 1451898000000000, '733befbf-c1b5-5750-a9e2-cddb70263440', '6ee02364-3cae-45a1-a063-e07081832a89', 25, 9223372036854775807);


--
-- Data for Name: delegations__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.delegations__1 VALUES ('AT', 'Austria', 'participating State', NULL, 3, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('IT', 'Italy', 'participating State', NULL, 3, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('MK', 'the former Yugoslav Republic of Macedonia', 'participating State', NULL, 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('DZ', 'Algeria', 'Partner for Co-operation', NULL, 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('FRONTEX', 'Frontex', 'organisation', NULL, 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 3, 9223372036854775807);


--
-- Data for Name: dependencies__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: evidence__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: facts__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.facts__1 VALUES (1, 'network', 'bsm.network.established.v1', '01520bdd-5280-76bf-b052-cc401b44c549', 1, NULL, NULL, 'all', 1451898000000000, 1451898000000000, 0, 'system', NULL, '01520bdd-5280-76bf-b052-cc401b44c549', 1, 1, '{"name":"Network of the tests","demonstration":""}', 1, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (2, 'meeting', 'bsm.meeting.announced.v1', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '6287dd63-b824-4a48-9948-b1815bc88146', 2, 2, '{"meeting":"the 10th meeting (Berlin 2016)","starts_on":"2016-04-12"}', 2, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (3, 'meeting', 'bsm.meeting.delegations_invited.v1', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'ef62f12e-b15f-4050-9110-fb62060d4e3b', 3, 3, '{"meeting":"the 10th meeting (Berlin 2016)","invited":"5 delegations were"}', 3, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (4, 'meeting', 'bsm.meeting.registration_opened.v1', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 3, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '27091668-b05d-462b-adc8-fd933a0911f1', 4, 4, '{"meeting":"the 10th meeting (Berlin 2016)","capacity":100}', 4, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (5, 'seat_ledger', 'bsm.seat_ledger.opened.v1', '3318a6fb-52f3-5dc1-9749-7b1fda9ae978', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '27091668-b05d-462b-adc8-fd933a0911f1', 5, 5, '{"meeting":"the 10th meeting (Berlin 2016)"}', 5, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (6, 'registration', 'bsm.registration.nominated.v1', '1823abc7-6ab5-460e-92b2-fe3ed5f16fe1', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'focal-point', 'AT', '4e194b36-20cc-4a70-baf4-39eaa10fd7f8', 6, 6, '{"delegation":"AT","function":"member","a_function":"a member"}', 6, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (7, 'registration', 'bsm.registration.confirmed.v1', '1823abc7-6ab5-460e-92b2-fe3ed5f16fe1', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '8b7e46d6-6970-4872-90af-5d6d0064d57d', 7, 7, '{"delegation":"AT","function":"member"}', 7, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (8, 'seat_ledger', 'bsm.seat_ledger.seat_taken.v1', '3318a6fb-52f3-5dc1-9749-7b1fda9ae978', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '8b7e46d6-6970-4872-90af-5d6d0064d57d', 8, 8, '{"meeting":"the 10th meeting (Berlin 2016)","delegation":"AT"}', 8, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (9, 'registration', 'bsm.registration.nominated.v1', 'f2d47668-ed01-4dc2-b20d-cc0dd411804d', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'focal-point', 'AT', 'b51b70db-ba70-405f-b354-f0163d83ae63', 9, 9, '{"delegation":"AT","function":"member","a_function":"a member"}', 9, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (10, 'registration', 'bsm.registration.confirmed.v1', 'f2d47668-ed01-4dc2-b20d-cc0dd411804d', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '7178961f-e511-43c4-a744-8af79a158e11', 10, 10, '{"delegation":"AT","function":"member"}', 10, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (11, 'seat_ledger', 'bsm.seat_ledger.seat_taken.v1', '3318a6fb-52f3-5dc1-9749-7b1fda9ae978', 3, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '7178961f-e511-43c4-a744-8af79a158e11', 11, 11, '{"meeting":"the 10th meeting (Berlin 2016)","delegation":"AT"}', 11, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (12, 'registration', 'bsm.registration.nominated.v1', '5092483d-410a-46d3-9aaf-9cf5a16b156d', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'IT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '7c99a9cf-761e-4d20-bfc3-2cc95a6a91d1', 12, 12, '{"delegation":"IT","function":"member","a_function":"a member"}', 12, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (13, 'objective', 'bsm.objective.set.v1', 'fa68133c-84ae-4edd-85dc-0104e0977c95', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'b84d84b8-134f-4907-afd7-174e3fc3ad6f', 13, 13, '{"code":"O1","text":"Share what works at joint border posts."}', 13, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (14, 'activity', 'bsm.activity.proposed.v1', 'f4c81c0f-7241-45a4-a031-34ac0f308b64', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'd55f160a-dd85-4890-b259-4e9e343467d7', 14, 14, '{"title":"Share the border protocol","owner":"AT","due_on":"2016-09-30"}', 14, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (15, 'activity', 'bsm.activity.agreed.v1', 'f4c81c0f-7241-45a4-a031-34ac0f308b64', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a2b09be4-e018-4650-992a-7506ad0c1f91', 15, 15, '{"title":"Share the border protocol","owner":"AT"}', 15, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (16, 'activity', 'bsm.activity.accepted.v1', 'f4c81c0f-7241-45a4-a031-34ac0f308b64', 3, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'c5282e9a-59d9-4deb-9ec8-0eddcc6fc287', 16, 16, '{"title":"Share the border protocol","owner":"AT"}', 16, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (17, 'participant', 'bsm.participant.entered.v1', 'ff973cb7-8d8c-4a98-bb70-c874e37daf72', 1, NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '1c975c5f-2dba-4bb2-a50c-2435200106c7', 17, 17, '{"delegation":"AT"}', 17, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (18, 'participant', 'bsm.participant.entered.v1', 'eb492a0c-be52-41d3-92a6-eadde83ccd92', 1, NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'efb0e9d0-cd2c-48f9-bc8d-99da69c85bcf', 18, 18, '{"delegation":"AT"}', 18, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (19, 'participant', 'bsm.participant.entered.v1', 'd4d0f0a3-0e8c-49f9-8afe-5a0dbac2afbd', 1, NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a873c079-9ec2-48be-9e19-f5efb82aa3bb', 19, 19, '{"delegation":"AT"}', 19, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (20, 'activity', 'bsm.activity.proposed.v1', '97dd91c4-b469-5b5b-a9ea-352c61d49d4d', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '6ee02364-3cae-45a1-a063-e07081832a89', 20, 20, '{"title":"Exchange C++ lists","owner":"AT","due_on":"2016-09-05"}', 20, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (21, 'activity', 'bsm.activity.agreed.v1', '97dd91c4-b469-5b5b-a9ea-352c61d49d4d', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '6ee02364-3cae-45a1-a063-e07081832a89', 21, 21, '{"title":"Exchange C++ lists","owner":"AT"}', 21, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (22, 'activity', 'bsm.activity.proposed.v1', '733befbf-c1b5-5750-a9e2-cddb70263440', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '6ee02364-3cae-45a1-a063-e07081832a89', 22, 22, '{"title":"-Maps","owner":"DE","due_on":"2016-10-05"}', 22, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (23, 'activity', 'bsm.activity.agreed.v1', '733befbf-c1b5-5750-a9e2-cddb70263440', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '6ee02364-3cae-45a1-a063-e07081832a89', 23, 23, '{"title":"-Maps","owner":"DE"}', 23, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (24, 'activity', 'bsm.activity.accepted.v1', '733befbf-c1b5-5750-a9e2-cddb70263440', 3, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '6ee02364-3cae-45a1-a063-e07081832a89', 24, 24, '{"title":"-Maps","owner":"DE"}', 24, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (25, 'activity', 'bsm.activity.comment_made.v1', '733befbf-c1b5-5750-a9e2-cddb70263440', 4, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '6ee02364-3cae-45a1-a063-e07081832a89', 25, 25, '{"title":"-Maps","owner":"DE","by":"secretariat","text":{"kind":"sealed","key":"01520bdd-5280-76f2-b455-41972cbee895","nonce":"r0S5q5aWcrfoibSz","ciphertext":"yldM1SlDBE4xbT3fikDmJZCYy98eqg+tUmQAHz5PzzGAheM80ek/W2jlBrw="}}', 25, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (26, 'activity', 'bsm.activity.reported_complete.v1', '733befbf-c1b5-5750-a9e2-cddb70263440', 5, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '6ee02364-3cae-45a1-a063-e07081832a89', 26, 26, '{"title":"-Maps","owner":"DE"}', 26, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (27, 'activity', 'bsm.activity.proposed.v1', 'ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '6ee02364-3cae-45a1-a063-e07081832a89', 27, 27, '{"title":"Roads (part 1)","owner":"AT","due_on":"2016-11-05"}', 27, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (28, 'activity', 'bsm.activity.agreed.v1', 'ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '6ee02364-3cae-45a1-a063-e07081832a89', 28, 28, '{"title":"Roads (part 1)","owner":"AT"}', 28, 9223372036854775807);


--
-- Data for Name: meetings__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.meetings__1 VALUES ('c89620d6-c446-46e8-a7e0-54099628d1f9', 1, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'announced', NULL, NULL, 0, NULL, 2, 3);
INSERT INTO bsm_read.meetings__1 VALUES ('c89620d6-c446-46e8-a7e0-54099628d1f9', 2, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'announced', NULL, NULL, 0, NULL, 3, 4);
INSERT INTO bsm_read.meetings__1 VALUES ('c89620d6-c446-46e8-a7e0-54099628d1f9', 3, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'registration open', 100, NULL, 0, NULL, 4, 9223372036854775807);


--
-- Data for Name: milestones__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: names_of_parts__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: objectives__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.objectives__1 VALUES ('fa68133c-84ae-4edd-85dc-0104e0977c95', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'O1', 'Share what works at joint border posts.', 'all', 'agreement', 'set', NULL, NULL, 'O00000000000000000001', 13, 9223372036854775807);


--
-- Data for Name: owned_since__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: parked_facts; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: participants__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.participants__1 VALUES ('ff973cb7-8d8c-4a98-bb70-c874e37daf72', 1, 'AT', '', NULL, NULL, 1451898000000000, 1451898000000000, '{"key":"98d522d5-a138-5ebf-9d36-db9b4ae8fc6b","nonce":"jQ1CUnTpSFTChapq","ciphertext":"coc6KN2FBjEPKve9f7CUOHftorSl3xQYb8YCOaISeCMG1L19y92C","command_id":"1c975c5f-2dba-4bb2-a50c-2435200106c7"}', '{"key":"98d522d5-a138-5ebf-9d36-db9b4ae8fc6b","nonce":"MJC+DYwbbvlcxF4a","ciphertext":"ZjEXXwzpBVW9GECiviTFzChVh6Escmhul6Obh8pNjNJ2ATgDtT6LsYoAiA==","command_id":"1c975c5f-2dba-4bb2-a50c-2435200106c7"}', NULL, NULL, 17, 9223372036854775807);
INSERT INTO bsm_read.participants__1 VALUES ('eb492a0c-be52-41d3-92a6-eadde83ccd92', 1, 'AT', '', NULL, NULL, 1451898000000000, 1451898000000000, '{"key":"4ed1b888-161b-5c7d-bb1f-c9b5b19f43da","nonce":"1V/+04+M2BfNJN6i","ciphertext":"UV+ouGCqRC0nR11cIQoWM36sSUFF/Ft8IQjTtcCqcSg0ug9cuOpD","command_id":"efb0e9d0-cd2c-48f9-bc8d-99da69c85bcf"}', '{"key":"4ed1b888-161b-5c7d-bb1f-c9b5b19f43da","nonce":"Yr0BH2n6GbKbYjvA","ciphertext":"RdsA0LcVMYEY3ONV+RWJo9NER7yRNEg9TX201aFO9LDqR0DbjJv9wnpkZXOTT98B","command_id":"efb0e9d0-cd2c-48f9-bc8d-99da69c85bcf"}', NULL, NULL, 18, 9223372036854775807);
INSERT INTO bsm_read.participants__1 VALUES ('d4d0f0a3-0e8c-49f9-8afe-5a0dbac2afbd', 1, 'AT', '', NULL, NULL, 1451898000000000, 1451898000000000, '{"key":"7d3eedea-22f2-59e9-bf94-9ba612f99b48","nonce":"0we9S30Gz53FpI8s","ciphertext":"MAghcftP8OkD7hwNRWbbFbySlh29mhBa0QpVrK+bd7MK5i/C6W4p","command_id":"a873c079-9ec2-48be-9e19-f5efb82aa3bb"}', '{"key":"7d3eedea-22f2-59e9-bf94-9ba612f99b48","nonce":"vUSKf3ClvSlwhkln","ciphertext":"TZ20UXJUgEz4Kr868cNoeMmTT70/MwL1iWnivUt+udikihhcYL8tVs0kA6ObUqQMgg==","command_id":"a873c079-9ec2-48be-9e19-f5efb82aa3bb"}', NULL, NULL, 19, 9223372036854775807);


--
-- Data for Name: projections; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.projections VALUES ('activities', 1, 5, 28, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('delegations', 1, 2, 28, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('history', 1, 7, 28, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('meetings', 1, 2, 28, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('objectives', 1, 3, 28, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('participants', 1, 2, 28, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('registrations', 1, 3, 28, 1, 0, 1);


--
-- Data for Name: registrations__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.registrations__1 VALUES ('1823abc7-6ab5-460e-92b2-fe3ed5f16fe1', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'member', 'nominated', 1451898000000000, NULL, 6, 7);
INSERT INTO bsm_read.registrations__1 VALUES ('1823abc7-6ab5-460e-92b2-fe3ed5f16fe1', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'member', 'confirmed', 1451898000000000, NULL, 7, 9223372036854775807);
INSERT INTO bsm_read.registrations__1 VALUES ('f2d47668-ed01-4dc2-b20d-cc0dd411804d', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'member', 'nominated', 1451898000000000, NULL, 9, 10);
INSERT INTO bsm_read.registrations__1 VALUES ('f2d47668-ed01-4dc2-b20d-cc0dd411804d', 2, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'member', 'confirmed', 1451898000000000, NULL, 10, 9223372036854775807);
INSERT INTO bsm_read.registrations__1 VALUES ('5092483d-410a-46d3-9aaf-9cf5a16b156d', 1, 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'IT', 'member', 'nominated', 1451898000000000, NULL, 12, 9223372036854775807);


--
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.schema_steps VALUES (1, 'bookkeeping of read models', '0.5.0');
INSERT INTO bsm_read.schema_steps VALUES (2, 'whether a generation has its indexes yet', '0.5.0');
INSERT INTO bsm_read.schema_steps VALUES (3, 'a book of the steps that were taken', '0.5.0');


--
-- Data for Name: sessions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: subjects__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.subjects__1 VALUES ('01520bdd-5280-76bf-b052-cc401b44c549', NULL, NULL, 'all', '{}', 1, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('c89620d6-c446-46e8-a7e0-54099628d1f9', 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', '{"meeting":"the 10th meeting (Berlin 2016)"}', 2, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('3318a6fb-52f3-5dc1-9749-7b1fda9ae978', 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', '{"meeting":"the 10th meeting (Berlin 2016)"}', 5, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('1823abc7-6ab5-460e-92b2-fe3ed5f16fe1', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', '{"delegation":"AT","function":"member"}', 6, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('f2d47668-ed01-4dc2-b20d-cc0dd411804d', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', '{"delegation":"AT","function":"member"}', 9, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('5092483d-410a-46d3-9aaf-9cf5a16b156d', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'IT', 'all', '{"delegation":"IT","function":"member"}', 12, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('fa68133c-84ae-4edd-85dc-0104e0977c95', 'c89620d6-c446-46e8-a7e0-54099628d1f9', NULL, 'all', '{"code":"O1"}', 13, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('f4c81c0f-7241-45a4-a031-34ac0f308b64', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', '{"title":"Share the border protocol","owner":"AT"}', 14, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('ff973cb7-8d8c-4a98-bb70-c874e37daf72', NULL, 'AT', 'all', '{"delegation":"AT"}', 17, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('eb492a0c-be52-41d3-92a6-eadde83ccd92', NULL, 'AT', 'all', '{"delegation":"AT"}', 18, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('d4d0f0a3-0e8c-49f9-8afe-5a0dbac2afbd', NULL, 'AT', 'all', '{"delegation":"AT"}', 19, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('97dd91c4-b469-5b5b-a9ea-352c61d49d4d', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', '{"title":"Exchange C++ lists","owner":"AT"}', 20, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('733befbf-c1b5-5750-a9e2-cddb70263440', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'DE', 'all', '{"title":"-Maps","owner":"DE"}', 22, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('ae8dd0f4-9bcd-5d54-b148-4d2fc834bbf8', 'c89620d6-c446-46e8-a7e0-54099628d1f9', 'AT', 'all', '{"title":"Roads (part 1)","owner":"AT"}', 27, 9223372036854775807);


--
-- Data for Name: account_events; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.account_events VALUES ('01520bdd52807c52b08d5871f67dda33', 1451898000000000, '0bfc9a67946a4c67968536cd990b84bb', 'command line', 'account-made', NULL, NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd5280783a8e70203bb78e0eaa', 1451898000000000, '0bfc9a67946a4c67968536cd990b84bb', 'command line', 'mandate-given', '2712281cef6a4a0ba34119f455ec45ac', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd52807c67a6d2103787561d99', 1451898000000000, '0bfc9a67946a4c67968536cd990b84bb', '0bfc9a67946a4c67968536cd990b84bb', 'token-made', '2712281cef6a4a0ba34119f455ec45ac', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd5280718a8ba890c4fa10ce06', 1451898000000000, '01709b14265044c38b1d62b86d69d007', 'command line', 'account-made', NULL, NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd5280734db0ecf00e9ba921b7', 1451898000000000, '01709b14265044c38b1d62b86d69d007', 'command line', 'mandate-given', 'e49a12d050c4411dbf6319498408b6bc', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd52807086bb652000754f9d5c', 1451898000000000, '01709b14265044c38b1d62b86d69d007', '01709b14265044c38b1d62b86d69d007', 'signed-in', 'e49a12d050c4411dbf6319498408b6bc', NULL);


--
-- Data for Name: accounts; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.accounts VALUES ('0bfc9a67946a4c67968536cd990b84bb', 'office', 'office', NULL, 1451898000000000, NULL);
INSERT INTO bsm_service.accounts VALUES ('01709b14265044c38b1d62b86d69d007', 'vienna', 'vienna', NULL, 1451898000000000, NULL);


--
-- Data for Name: delays; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: import_mappings; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.import_mappings VALUES ('activities', 'delegation', 'THE HOSTS', 'DE', 'secretariat-none', 1451898000000000);


--
-- Data for Name: mandates; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.mandates VALUES ('2712281cef6a4a0ba34119f455ec45ac', '0bfc9a67946a4c67968536cd990b84bb', 'secretariat', NULL, 'role', NULL, NULL, 1451898000000000, NULL, 'command line', 1451898000000000, NULL, NULL, NULL, NULL, 9223372036854775807, 'e66bf2152dfe0834b54edab28cb1fb71ff07d2649ec434ea27c74339e412c040');
INSERT INTO bsm_service.mandates VALUES ('e49a12d050c4411dbf6319498408b6bc', '01709b14265044c38b1d62b86d69d007', 'auditor', NULL, 'role', NULL, NULL, 1451898000000000, NULL, 'command line', 1451898000000000, NULL, NULL, NULL, NULL, 9223372036854775807, 'ff15e6e0bb2610e9587a320b135053643382eadf2a9a97abe0bd3e06e7e0ed2a');


--
-- Data for Name: one_time_secrets; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: openid_identities; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: outbox; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: passkeys; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: passwords; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: reminder_preferences; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: rights; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.rights VALUES (2);


--
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.schema_steps VALUES (1, 'accounts, tokens, sessions', '0.5.0');
INSERT INTO bsm_service.schema_steps VALUES (2, 'a book of the steps that were taken', '0.5.0');
INSERT INTO bsm_service.schema_steps VALUES (3, 'mandates, and how people sign in', '0.5.0');
INSERT INTO bsm_service.schema_steps VALUES (4, 'what imported files say, and mean', '0.5.0');
INSERT INTO bsm_service.schema_steps VALUES (5, 'reminders', '0.5.0');
INSERT INTO bsm_service.schema_steps VALUES (6, 'rights that are checked again', '0.5.0');
INSERT INTO bsm_service.schema_steps VALUES (7, 'seals of mandates', '0.5.0');


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.sessions VALUES ('d8822ce5955912279fe8b920de0d8518504127119caa7213593a19adabbd2613', '01520bdd528070e29db37fa78b9ed044', '01709b14265044c38b1d62b86d69d007', 'e49a12d050c4411dbf6319498408b6bc', 'token', 1451898000000000, 1451898000000000, 1451898000000000, 1451941200000000, '', 0);


--
-- Data for Name: spent; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: tokens; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.tokens VALUES ('ece4170d38cde0959c56b9140c8e5f2745ead57e11559288645194acbf7f8bfe', '01520bdd5280788981550c46e12524c0', '0bfc9a67946a4c67968536cd990b84bb', '2712281cef6a4a0ba34119f455ec45ac', 'token', 'all', 1451898000000000, 1483434000000000, NULL, NULL);


--
-- Data for Name: totp_factors; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: destroyed_keys; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--



--
-- Data for Name: files; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--



--
-- Data for Name: keys; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.keys VALUES ('c03de775bc9d5cfb9245048420126d42', 'named', '\xaf8ed6617aa230b6622cc2ee6e6604f7346954234f6aebb28590cdea363b7cfecdff0daa1397f30332541841b47949a3b871b540a0d8defa51549b09', '3ff513f1f0b7eae8', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('50ac42d6c0f5596cac99c93d352cdc2b', 'named', '\x54eb914adac2ebfc609670acb2bcb855326bef984ddb8c97b9b1923ca28b77f4ca946726fe532da37918bcfdd50d23716d8e2f20e7cae22184593379', '3ff513f1f0b7eae8', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('8de5b91f467f5aa1861f900daff078cb', 'named', '\x54da71b62e58e846d1a0ea837c197b4e7a86eee9a8e3d366d932eaa1efefbe04388506abff745001ab43cafd6fed33302831ee11e1ebd0982deb85b9', '3ff513f1f0b7eae8', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('98d522d5a1385ebf9d36db9b4ae8fc6b', 'person', '\x8c23cde8fb523388859f1ef971149036bb308153767aadd149fddf124c296785feae1b8bec512238b8af0226185c35e680ce01694ac5aa2247f59288', '3ff513f1f0b7eae8', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('4ed1b888161b5c7dbb1fc9b5b19f43da', 'person', '\x9ea8b13501a01300a99e1936529811bba9b5fd554432a4c4f988cac2cc5b26aff945ba863daa2d36500cddac3edee083cfe19e5eae7136dea3a05b7d', '3ff513f1f0b7eae8', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('7d3eedea22f259e9bf949ba612f99b48', 'person', '\x4bf089c0462582f076a6ddc5d6c7bd96fef201f4dba1ef276cdbcbfae92cfe2bcfb0b7d171567a8f8969801eb6f13a787b358cfea8b1e5fa75c585cf', '3ff513f1f0b7eae8', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('01520bdd528076f2b45541972cbee895', 'text', '\x4104d7acf5ce11ce8ea1220239f52a44016642b58ffe1ff863a013e1612e4382af4f2556639c6248868c55c45bd4d041b575acf12e400649a21e5232', '3ff513f1f0b7eae8', 1451898000000000);


--
-- Data for Name: people; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.people VALUES ('ff973cb78d8c4a98bb70c874e37daf72', 'AT', '\x2e672f39e9a927fad305bc15eecc71c26b127f60ce74113a5d1dc6f10b2d9483', '\x9b5f7e20fbe0782e2922febab8d28a4e017c4206450bd68ce36530ce7fbd032720a3ed4bf503794739c75726dd6f04a9581227945b3d478da76a5f7e20daca54694ee3e73618d1de6f4ddae709', 1451898000000000);
INSERT INTO bsm_vault.people VALUES ('eb492a0cbe5241d392a6eadde83ccd92', 'AT', '\x88e0809b917039cf42f13077f8ad1df2a3606c22785a5f000caafbf92619ffd4', '\x0d2ac9551554c10a965832ba5dfa8ca3ea740fb1393f65f280e2626c595c27e55212e33d161f42254bd979d3de1acf56800fec5eb922fa83530bae892aec36114bdebe44a754ad0c9efc58e1cda8e5c0a726', 1451898000000000);
INSERT INTO bsm_vault.people VALUES ('d4d0f0a30e8c49f98afe5a0dbac2afbd', 'AT', '\x93df1499701144e73d8f700e7d684286af3c13ec1bdea277789816cdab27d83b', '\x1a9320de45db4947dc4217c892e1e528f7f3e0b60161c4575379bea64aab99720a10ae895cb4038210393fec05c2dd5fd7cab822ad9860bd5e26c58fe9b38d8265303e22fa7ad3b0e755cfa45688cd3e72602c', 1451898000000000);


--
-- Data for Name: read_people; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--



--
-- Data for Name: readings; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--



--
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.schema_steps VALUES (1, 'keys, people, readings', '0.5.0');
INSERT INTO bsm_vault.schema_steps VALUES (2, 'a book of the steps that were taken', '0.5.0');
INSERT INTO bsm_vault.schema_steps VALUES (3, 'files that are evidence', '0.5.0');


--
-- Data for Name: vault_header; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.vault_header VALUES ('wrapped by', '\x33666635313366316630623765616538');
INSERT INTO bsm_vault.vault_header VALUES ('canary', '\x634d74e16e34a4c64dd6d3a6d5464b75d8ce7357b28aa953a8b5372d2c3bc41b7f29599ebb77f96557d901ba8c86a7b55fb632e8f2a6f7898ae9a4f83fd0112f415010');


--
-- Name: command_answers command_answers_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.command_answers
    ADD CONSTRAINT command_answers_pkey PRIMARY KEY (account, command_id);


--
-- Name: frontiers frontiers_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.frontiers
    ADD CONSTRAINT frontiers_pkey PRIMARY KEY (size);


--
-- Name: leaves leaves_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.leaves
    ADD CONSTRAINT leaves_pkey PRIMARY KEY ("position");


--
-- Name: log_header log_header_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.log_header
    ADD CONSTRAINT log_header_pkey PRIMARY KEY (name);


--
-- Name: schema_steps schema_steps_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.schema_steps
    ADD CONSTRAINT schema_steps_pkey PRIMARY KEY (number);


--
-- Name: stored_events stored_events_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.stored_events
    ADD CONSTRAINT stored_events_pkey PRIMARY KEY (originator_id, originator_version);


--
-- Name: tracking tracking_pkey; Type: CONSTRAINT; Schema: bsm_log; Owner: -
--

ALTER TABLE ONLY bsm_log.tracking
    ADD CONSTRAINT tracking_pkey PRIMARY KEY (application_name, notification_id);


--
-- Name: activities__1 activities__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.activities__1
    ADD CONSTRAINT activities__1_pkey PRIMARY KEY (activity_id, from_position);


--
-- Name: activity_editions__1 activity_editions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.activity_editions__1
    ADD CONSTRAINT activity_editions__1_pkey PRIMARY KEY (activity_id, meeting_id, from_position);


--
-- Name: comments__1 comments__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.comments__1
    ADD CONSTRAINT comments__1_pkey PRIMARY KEY (activity_id, comment_id, from_position);


--
-- Name: delegations__1 delegations__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.delegations__1
    ADD CONSTRAINT delegations__1_pkey PRIMARY KEY (meeting_id, code, from_position);


--
-- Name: dependencies__1 dependencies__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.dependencies__1
    ADD CONSTRAINT dependencies__1_pkey PRIMARY KEY (activity_id, awaited_id, from_position);


--
-- Name: evidence__1 evidence__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.evidence__1
    ADD CONSTRAINT evidence__1_pkey PRIMARY KEY (activity_id, evidence_id, revision, from_position);


--
-- Name: facts__1 facts__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.facts__1
    ADD CONSTRAINT facts__1_pkey PRIMARY KEY ("position");


--
-- Name: meetings__1 meetings__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.meetings__1
    ADD CONSTRAINT meetings__1_pkey PRIMARY KEY (meeting_id, from_position);


--
-- Name: milestones__1 milestones__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.milestones__1
    ADD CONSTRAINT milestones__1_pkey PRIMARY KEY (activity_id, milestone_id, from_position);


--
-- Name: names_of_parts__1 names_of_parts__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.names_of_parts__1
    ADD CONSTRAINT names_of_parts__1_pkey PRIMARY KEY (stream_id, part_id, from_position);


--
-- Name: objectives__1 objectives__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.objectives__1
    ADD CONSTRAINT objectives__1_pkey PRIMARY KEY (objective_id, from_position);


--
-- Name: owned_since__1 owned_since__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.owned_since__1
    ADD CONSTRAINT owned_since__1_pkey PRIMARY KEY (stream_id, from_position);


--
-- Name: parked_facts parked_facts_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.parked_facts
    ADD CONSTRAINT parked_facts_pkey PRIMARY KEY (name, generation, "position");


--
-- Name: participants__1 participants__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.participants__1
    ADD CONSTRAINT participants__1_pkey PRIMARY KEY (participant_id, from_position);


--
-- Name: projections projections_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.projections
    ADD CONSTRAINT projections_pkey PRIMARY KEY (name, generation);


--
-- Name: registrations__1 registrations__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.registrations__1
    ADD CONSTRAINT registrations__1_pkey PRIMARY KEY (registration_id, from_position);


--
-- Name: schema_steps schema_steps_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.schema_steps
    ADD CONSTRAINT schema_steps_pkey PRIMARY KEY (number);


--
-- Name: sessions__1 sessions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.sessions__1
    ADD CONSTRAINT sessions__1_pkey PRIMARY KEY (session_id, from_position);


--
-- Name: subjects__1 subjects__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.subjects__1
    ADD CONSTRAINT subjects__1_pkey PRIMARY KEY (stream_id);


--
-- Name: account_events account_events_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.account_events
    ADD CONSTRAINT account_events_pkey PRIMARY KEY (event);


--
-- Name: accounts accounts_name_key; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.accounts
    ADD CONSTRAINT accounts_name_key UNIQUE (name);


--
-- Name: accounts accounts_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (account);


--
-- Name: delays delays_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.delays
    ADD CONSTRAINT delays_pkey PRIMARY KEY (attempt);


--
-- Name: import_mappings import_mappings_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.import_mappings
    ADD CONSTRAINT import_mappings_pkey PRIMARY KEY (kind, what, said);


--
-- Name: mandates mandates_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.mandates
    ADD CONSTRAINT mandates_pkey PRIMARY KEY (mandate);


--
-- Name: one_time_secrets one_time_secrets_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.one_time_secrets
    ADD CONSTRAINT one_time_secrets_pkey PRIMARY KEY (secret_hash);


--
-- Name: openid_identities openid_identities_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.openid_identities
    ADD CONSTRAINT openid_identities_pkey PRIMARY KEY (issuer, subject);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (key);


--
-- Name: passkeys passkeys_factor_key; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.passkeys
    ADD CONSTRAINT passkeys_factor_key UNIQUE (factor);


--
-- Name: passkeys passkeys_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.passkeys
    ADD CONSTRAINT passkeys_pkey PRIMARY KEY (credential);


--
-- Name: passwords passwords_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.passwords
    ADD CONSTRAINT passwords_pkey PRIMARY KEY (account);


--
-- Name: recovery_codes recovery_codes_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (account, code_hash);


--
-- Name: reminder_preferences reminder_preferences_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.reminder_preferences
    ADD CONSTRAINT reminder_preferences_pkey PRIMARY KEY (account);


--
-- Name: schema_steps schema_steps_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.schema_steps
    ADD CONSTRAINT schema_steps_pkey PRIMARY KEY (number);


--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (secret_hash);


--
-- Name: sessions sessions_session_key; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.sessions
    ADD CONSTRAINT sessions_session_key UNIQUE (session);


--
-- Name: spent spent_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.spent
    ADD CONSTRAINT spent_pkey PRIMARY KEY (secret_hash);


--
-- Name: tokens tokens_pkey1; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.tokens
    ADD CONSTRAINT tokens_pkey1 PRIMARY KEY (secret_hash);


--
-- Name: tokens tokens_token_key; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.tokens
    ADD CONSTRAINT tokens_token_key UNIQUE (token);


--
-- Name: totp_factors totp_factors_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.totp_factors
    ADD CONSTRAINT totp_factors_pkey PRIMARY KEY (factor);


--
-- Name: destroyed_keys destroyed_keys_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.destroyed_keys
    ADD CONSTRAINT destroyed_keys_pkey PRIMARY KEY (key);


--
-- Name: files files_key_key; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.files
    ADD CONSTRAINT files_key_key UNIQUE (key);


--
-- Name: files files_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.files
    ADD CONSTRAINT files_pkey PRIMARY KEY (sha256);


--
-- Name: keys keys_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.keys
    ADD CONSTRAINT keys_pkey PRIMARY KEY (key);


--
-- Name: people people_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (participant);


--
-- Name: read_people read_people_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.read_people
    ADD CONSTRAINT read_people_pkey PRIMARY KEY (participant, reading);


--
-- Name: readings readings_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY (reading);


--
-- Name: schema_steps schema_steps_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.schema_steps
    ADD CONSTRAINT schema_steps_pkey PRIMARY KEY (number);


--
-- Name: vault_header vault_header_pkey; Type: CONSTRAINT; Schema: bsm_vault; Owner: -
--

ALTER TABLE ONLY bsm_vault.vault_header
    ADD CONSTRAINT vault_header_pkey PRIMARY KEY (name);


--
-- Name: compared_first_facts; Type: INDEX; Schema: bsm_log; Owner: -
--

CREATE INDEX compared_first_facts ON bsm_log.stored_events USING btree (topic, originator_id) WHERE (topic = ANY (ARRAY['bsm.meeting.announced.v1'::text, 'bsm.objective.set.v1'::text]));


--
-- Name: erasing_events; Type: INDEX; Schema: bsm_log; Owner: -
--

CREATE INDEX erasing_events ON bsm_log.stored_events USING btree (originator_id, originator_version) WHERE (topic = ANY (ARRAY['bsm.participant.personal_data_erased.v1'::text, 'bsm.redaction.text_redacted.v1'::text, 'bsm.activity.evidence_erased.v1'::text]));


--
-- Name: activities__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX activities__1_changed ON bsm_read.activities__1 USING btree (from_position);


--
-- Name: activities__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX activities__1_scope0 ON bsm_read.activities__1 USING btree (meeting_id, status, to_position, from_position);


--
-- Name: activities__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX activities__1_scope1 ON bsm_read.activities__1 USING btree (owner, to_position, from_position);


--
-- Name: activity_editions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX activity_editions__1_changed ON bsm_read.activity_editions__1 USING btree (from_position);


--
-- Name: activity_editions__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX activity_editions__1_scope0 ON bsm_read.activity_editions__1 USING btree (meeting_id, to_position, from_position);


--
-- Name: comments__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX comments__1_changed ON bsm_read.comments__1 USING btree (from_position);


--
-- Name: delegations__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX delegations__1_changed ON bsm_read.delegations__1 USING btree (from_position);


--
-- Name: dependencies__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX dependencies__1_changed ON bsm_read.dependencies__1 USING btree (from_position);


--
-- Name: dependencies__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX dependencies__1_scope0 ON bsm_read.dependencies__1 USING btree (awaited_id, to_position, from_position);


--
-- Name: evidence__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX evidence__1_changed ON bsm_read.evidence__1 USING btree (from_position);


--
-- Name: evidence__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX evidence__1_scope0 ON bsm_read.evidence__1 USING btree (sha256, to_position, from_position);


--
-- Name: evidence__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX evidence__1_scope1 ON bsm_read.evidence__1 USING btree (expires_on, to_position, from_position);


--
-- Name: facts__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX facts__1_scope0 ON bsm_read.facts__1 USING btree (meeting_id, "position");


--
-- Name: facts__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX facts__1_scope1 ON bsm_read.facts__1 USING btree (stream_id, "position");


--
-- Name: facts__1_scope2; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX facts__1_scope2 ON bsm_read.facts__1 USING btree (delegation, "position");


--
-- Name: facts__1_scope3; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX facts__1_scope3 ON bsm_read.facts__1 USING btree (kind, "position");


--
-- Name: facts__1_scope4; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX facts__1_scope4 ON bsm_read.facts__1 USING btree (recorded_at, "position");


--
-- Name: meetings__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX meetings__1_changed ON bsm_read.meetings__1 USING btree (from_position);


--
-- Name: milestones__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX milestones__1_changed ON bsm_read.milestones__1 USING btree (from_position);


--
-- Name: names_of_parts__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX names_of_parts__1_changed ON bsm_read.names_of_parts__1 USING btree (from_position);


--
-- Name: objectives__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX objectives__1_changed ON bsm_read.objectives__1 USING btree (from_position);


--
-- Name: objectives__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX objectives__1_scope0 ON bsm_read.objectives__1 USING btree (meeting_id, to_position, from_position);


--
-- Name: owned_since__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX owned_since__1_changed ON bsm_read.owned_since__1 USING btree (from_position);


--
-- Name: participants__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX participants__1_changed ON bsm_read.participants__1 USING btree (from_position);


--
-- Name: participants__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX participants__1_scope0 ON bsm_read.participants__1 USING btree (delegation, to_position, from_position);


--
-- Name: participants__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX participants__1_scope1 ON bsm_read.participants__1 USING btree (entered_at, participant_id, to_position, from_position);


--
-- Name: participants__1_scope2; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX participants__1_scope2 ON bsm_read.participants__1 USING btree (to_position, from_position);


--
-- Name: registrations__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX registrations__1_changed ON bsm_read.registrations__1 USING btree (from_position);


--
-- Name: registrations__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX registrations__1_scope0 ON bsm_read.registrations__1 USING btree (meeting_id, delegation, to_position, from_position, status);


--
-- Name: sessions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX sessions__1_changed ON bsm_read.sessions__1 USING btree (from_position);


--
-- Name: sessions__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX sessions__1_scope0 ON bsm_read.sessions__1 USING btree (meeting_id, to_position, from_position);


--
-- Name: account_events_of; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX account_events_of ON bsm_service.account_events USING btree (account, at);


--
-- Name: accounts_sought_as; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE UNIQUE INDEX accounts_sought_as ON bsm_service.accounts USING btree (sought_as);


--
-- Name: mandates_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX mandates_of_account ON bsm_service.mandates USING btree (account, ends_at);


--
-- Name: mandates_of_delegation; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX mandates_of_delegation ON bsm_service.mandates USING btree (delegation, ends_at);


--
-- Name: outbox_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX outbox_of_account ON bsm_service.outbox USING btree (account, read_at);


--
-- Name: outbox_waiting; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX outbox_waiting ON bsm_service.outbox USING btree (state, next_at);


--
-- Name: passkeys_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX passkeys_of_account ON bsm_service.passkeys USING btree (account);


--
-- Name: sessions_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX sessions_of_account ON bsm_service.sessions USING btree (account);


--
-- Name: tokens_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX tokens_of_account ON bsm_service.tokens USING btree (account);


--
-- Name: totp_factors_of_account; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX totp_factors_of_account ON bsm_service.totp_factors USING btree (account);


--
-- Name: people_by_email; Type: INDEX; Schema: bsm_vault; Owner: -
--

CREATE INDEX people_by_email ON bsm_vault.people USING btree (email_hash);


--
-- Name: read_people_by_reading; Type: INDEX; Schema: bsm_vault; Owner: -
--

CREATE INDEX read_people_by_reading ON bsm_vault.read_people USING btree (reading);


--
-- Name: readings_by_time; Type: INDEX; Schema: bsm_vault; Owner: -
--

CREATE INDEX readings_by_time ON bsm_vault.readings USING btree (read_at);


--
-- Name: command_answers command_answers_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER command_answers_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.command_answers FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- Name: frontiers frontiers_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER frontiers_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.frontiers FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- Name: leaves leaves_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER leaves_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.leaves FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- Name: log_header log_header_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER log_header_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.log_header FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- Name: stored_events stored_events_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER stored_events_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.stored_events FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- Name: tracking tracking_change_refused; Type: TRIGGER; Schema: bsm_log; Owner: -
--

CREATE TRIGGER tracking_change_refused BEFORE DELETE OR UPDATE OR TRUNCATE ON bsm_log.tracking FOR EACH STATEMENT EXECUTE FUNCTION bsm_log.append_only();


--
-- PostgreSQL database dump complete
--


