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
-- Name: activities__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.activities__1 (
    activity_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    first_meeting_id text NOT NULL COLLATE pg_catalog."C",
    objective_id text COLLATE pg_catalog."C",
    origin_kind text NOT NULL COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C",
    agency text COLLATE pg_catalog."C",
    person text COLLATE pg_catalog."C",
    partners text NOT NULL COLLATE pg_catalog."C",
    due_on text NOT NULL COLLATE pg_catalog."C",
    due_precision text NOT NULL COLLATE pg_catalog."C",
    due_zone text NOT NULL COLLATE pg_catalog."C",
    due_ends_at bigint NOT NULL,
    due_set_at bigint NOT NULL,
    first_due_on text NOT NULL COLLATE pg_catalog."C",
    slips bigint NOT NULL,
    inherited_slips bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    before_block text COLLATE pg_catalog."C",
    before_end text COLLATE pg_catalog."C",
    is_open bigint NOT NULL,
    is_continued bigint NOT NULL,
    parents text NOT NULL COLLATE pg_catalog."C",
    succeeded_by text NOT NULL COLLATE pg_catalog."C",
    percent bigint NOT NULL,
    reported_by text COLLATE pg_catalog."C",
    first_promised_at bigint NOT NULL,
    proposed_at bigint NOT NULL,
    proposed_recorded_at bigint NOT NULL,
    agreed_at bigint,
    agreed_recorded_at bigint,
    completed_at bigint,
    completed_recorded_at bigint,
    confirmed_at bigint,
    confirmed_recorded_at bigint,
    given_up_at bigint,
    given_up_recorded_at bigint,
    told_version bigint,
    completed_version bigint,
    confirmed_version bigint,
    changed_at bigint NOT NULL,
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
    activity_id text NOT NULL COLLATE pg_catalog."C",
    comment_id text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    mentions text NOT NULL COLLATE pg_catalog."C",
    made_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    by_role text NOT NULL COLLATE pg_catalog."C",
    by_delegation text COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: delegations__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.delegations__1 (
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    agency_of text COLLATE pg_catalog."C",
    quota bigint NOT NULL,
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
    activity_id text NOT NULL COLLATE pg_catalog."C",
    evidence_id text NOT NULL COLLATE pg_catalog."C",
    revision bigint NOT NULL,
    sha256 text COLLATE pg_catalog."C",
    size bigint,
    media_type text COLLATE pg_catalog."C",
    name text COLLATE pg_catalog."C",
    url text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    expires_on text COLLATE pg_catalog."C",
    attached_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    by_role text NOT NULL COLLATE pg_catalog."C",
    by_delegation text COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    is_latest bigint NOT NULL,
    is_withdrawn bigint NOT NULL,
    is_erased bigint NOT NULL,
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: facts__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.facts__1 (
    "position" bigint NOT NULL,
    nth bigint NOT NULL,
    nth_for_all bigint NOT NULL,
    stream_id text NOT NULL COLLATE pg_catalog."C",
    stream_version bigint NOT NULL,
    stored_name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    meeting_id text COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    recorded_at bigint NOT NULL,
    occurred_at bigint NOT NULL,
    entered_late bigint NOT NULL,
    actor_role text NOT NULL COLLATE pg_catalog."C",
    actor_delegation text COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
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
    activity_id text NOT NULL COLLATE pg_catalog."C",
    milestone_id text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    due_on text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    reached_at bigint,
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
    name text COLLATE pg_catalog."C",
    contact text COLLATE pg_catalog."C",
    post text COLLATE pg_catalog."C",
    needs text COLLATE pg_catalog."C",
    erased text NOT NULL COLLATE pg_catalog."C",
    designated_since text COLLATE pg_catalog."C",
    designated_until text COLLATE pg_catalog."C",
    entered_at bigint NOT NULL,
    changed_at bigint NOT NULL,
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
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    held_on text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
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
    ends_at bigint NOT NULL
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

INSERT INTO bsm_log.command_answers VALUES ('system', '01520bdd52807dc5b5436907ef75bf2c', '\xe2b667397a77f3025889ed357bce42df97fb0fb46e510b860580646f45c0b36b', '{"id":"01520bdd-5280-7dc5-b543-6907ef75bf2c","version":1,"position":1,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":1,"stored_name":"bsm.network.established.v1","stream_id":"01520bdd-5280-7dc5-b543-6907ef75bf2c","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'f5c294f8c4e3475bbea9c63ffca56ba9', '\x87c9dec785b738fc85c7f43f7ea0d9b5d3175f53853e3b6705efdac72bfd90ae', '{"id":"a1df2cef-4606-4ad0-832b-cfb120e0e273","version":1,"position":2,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":2,"stored_name":"bsm.meeting.announced.v1","stream_id":"a1df2cef-4606-4ad0-832b-cfb120e0e273","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'ee9a42470051428d838efe7ca3315782', '\x8b4a2bd41d896950118882184b1feb1355a245a94b4fff04b6f864dc3fb825c5', '{"id":"a1df2cef-4606-4ad0-832b-cfb120e0e273","version":2,"position":3,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":3,"stored_name":"bsm.meeting.delegations_invited.v1","stream_id":"a1df2cef-4606-4ad0-832b-cfb120e0e273","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '09efecaf5217410abc596488b4417450', '\x4014b1604125a2a3cdb8d906dc2cae35d280fae3dc8a6708589227b557b65d6d', '{"id":"a1df2cef-4606-4ad0-832b-cfb120e0e273","version":3,"position":5,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":4,"stored_name":"bsm.meeting.registration_opened.v1","stream_id":"a1df2cef-4606-4ad0-832b-cfb120e0e273","version":3},{"position":5,"stored_name":"bsm.seat_ledger.opened.v1","stream_id":"a91a826c-0e16-509f-9804-7688c2f021af","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('focal-point-AT', 'd0035e4096aa451aa1b451491499da70', '\x31e2cf8223768228b6f8d014570c2f2edbb9cef8092ac902d343d604af16b81f', '{"id":"5ce87cb4-45db-4aeb-b71c-e801fce870b1","version":1,"position":6,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":6,"stored_name":"bsm.registration.nominated.v1","stream_id":"5ce87cb4-45db-4aeb-b71c-e801fce870b1","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '29d70097e8ed4593bf020799cd9a0cfc', '\xb84778d99a1d93d34f0047e37fdadab4dccc77eb55dd7ad20fdc62b492b0e20f', '{"id":"5ce87cb4-45db-4aeb-b71c-e801fce870b1","version":2,"position":8,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":7,"stored_name":"bsm.registration.confirmed.v1","stream_id":"5ce87cb4-45db-4aeb-b71c-e801fce870b1","version":2},{"position":8,"stored_name":"bsm.seat_ledger.seat_taken.v1","stream_id":"a91a826c-0e16-509f-9804-7688c2f021af","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('focal-point-AT', '7246a776b4614fe0a8a3233c37003e38', '\x2835c89c86a77dc589888253559784ca671cd18c51a61379670281709cc636ce', '{"id":"965a0747-9aac-492c-a85a-69d31da527fe","version":1,"position":9,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":9,"stored_name":"bsm.registration.nominated.v1","stream_id":"965a0747-9aac-492c-a85a-69d31da527fe","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '46b47cfcf935408faba08c046a5dd954', '\x99590bc0a523259a43886daf9617422d384ef4c9953f6e250b96825ad7c487b9', '{"id":"965a0747-9aac-492c-a85a-69d31da527fe","version":2,"position":11,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":10,"stored_name":"bsm.registration.confirmed.v1","stream_id":"965a0747-9aac-492c-a85a-69d31da527fe","version":2},{"position":11,"stored_name":"bsm.seat_ledger.seat_taken.v1","stream_id":"a91a826c-0e16-509f-9804-7688c2f021af","version":3}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '9aad15b1d0a9427fa8a7892707ec7863', '\x5beae21cae842adc1b00f2ea036435a8d4b44d478af57f4e670520e1e786700c', '{"id":"3546764b-8144-4aec-b840-af84ca5557d3","version":1,"position":12,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":12,"stored_name":"bsm.registration.nominated.v1","stream_id":"3546764b-8144-4aec-b840-af84ca5557d3","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '2097046376764631959550dc28bf2e39', '\xc05b11ddad9bf0749a0fdcf5d9db54510794cc81063172ba8c9e55e45055883a', '{"id":"acd4e022-bc4a-4c73-a271-1eb4b85d470e","version":1,"position":13,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":13,"stored_name":"bsm.objective.set.v1","stream_id":"acd4e022-bc4a-4c73-a271-1eb4b85d470e","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '60a6c550697c41b4a2f315609d8482ad', '\x2c31df1e332fb4cbf9112a913970eb21de143edd8468adc3607ed66d0dc08f20', '{"id":"4102a8ee-b69c-47bc-a3a9-00b089a3cb5b","version":1,"position":14,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":14,"stored_name":"bsm.activity.proposed.v1","stream_id":"4102a8ee-b69c-47bc-a3a9-00b089a3cb5b","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '8246cfee5585445a9b9bc90d5e109abe', '\x10dfb5df8eb241ab74a65a42025948ec850f7f0bccdcc07e45a47c9db1d0c8c4', '{"id":"4102a8ee-b69c-47bc-a3a9-00b089a3cb5b","version":2,"position":15,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":15,"stored_name":"bsm.activity.agreed.v1","stream_id":"4102a8ee-b69c-47bc-a3a9-00b089a3cb5b","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'c2d3fb313475425d833612702687e4b1', '\x210e16b7987e5baffff67796668422a4f860c533ea27cf370b4e8c7887d83742', '{"id":"4102a8ee-b69c-47bc-a3a9-00b089a3cb5b","version":3,"position":16,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":16,"stored_name":"bsm.activity.accepted.v1","stream_id":"4102a8ee-b69c-47bc-a3a9-00b089a3cb5b","version":3}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'c13623d7f7784bbbb88dfaf130541c5d', '\xea297d767d6bcb8e0f7f64807a865350dc6e978d1a9c25640a99ba6525baf379', '{"id":"3027b10b-82db-482d-aff4-50ffd09fd971","version":1,"position":17,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":17,"stored_name":"bsm.participant.entered.v1","stream_id":"3027b10b-82db-482d-aff4-50ffd09fd971","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'a71734a57a7249d4a87f1f22fe02d829', '\xaf3169f499f4462cdad78af12965bf06c87a3d0ea8d95f64dcdfe77746e72d9f', '{"id":"e1b5eeb4-5f89-44e2-a2db-c4442b3e1292","version":1,"position":18,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":18,"stored_name":"bsm.participant.entered.v1","stream_id":"e1b5eeb4-5f89-44e2-a2db-c4442b3e1292","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'aea7fdfef3e6491da0bdc545144acc68', '\xd2957edd2478f511da7a33edcd06b3a7ef6f4ef03ca5afe10f03ce33caf03ade', '{"id":"21ee1d87-a895-453a-837a-063b10fc8ba0","version":1,"position":19,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":19,"stored_name":"bsm.participant.entered.v1","stream_id":"21ee1d87-a895-453a-837a-063b10fc8ba0","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '87fc155875474204a9b79561e8980280', '\xe76be4d85ee37328eb6bf154470d5cc1a936f3d75a4f424fcfe50f0dce225b6b', '{"id":"a1df2cef-4606-4ad0-832b-cfb120e0e273","version":3,"position":27,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":20,"stored_name":"bsm.activity.proposed.v1","stream_id":"20b6e036-752d-5b24-9f58-0ad33dba964f","version":1},{"position":21,"stored_name":"bsm.activity.agreed.v1","stream_id":"20b6e036-752d-5b24-9f58-0ad33dba964f","version":2},{"position":22,"stored_name":"bsm.activity.proposed.v1","stream_id":"1735820d-8b3b-57a9-9728-3642ffddbf6f","version":1},{"position":23,"stored_name":"bsm.activity.agreed.v1","stream_id":"1735820d-8b3b-57a9-9728-3642ffddbf6f","version":2},{"position":24,"stored_name":"bsm.activity.accepted.v1","stream_id":"1735820d-8b3b-57a9-9728-3642ffddbf6f","version":3},{"position":25,"stored_name":"bsm.activity.reported_complete.v1","stream_id":"1735820d-8b3b-57a9-9728-3642ffddbf6f","version":4},{"position":26,"stored_name":"bsm.activity.proposed.v1","stream_id":"04e5e349-77e2-5927-8fc5-79cf83bdfe17","version":1},{"position":27,"stored_name":"bsm.activity.agreed.v1","stream_id":"04e5e349-77e2-5927-8fc5-79cf83bdfe17","version":2}]}');


--
-- Data for Name: frontiers; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.frontiers VALUES (1, '\x0000000000000001476bba371360169ed7dc57fb7239a7d6a89b2d251cebc2bf46c25cef7d8f889a');
INSERT INTO bsm_log.frontiers VALUES (2, '\x0000000000000002e8d738f8d745922b03ffa0c1b378da008077a9ef85ff1524c51d4247801e921b');
INSERT INTO bsm_log.frontiers VALUES (3, '\x0000000000000003e8d738f8d745922b03ffa0c1b378da008077a9ef85ff1524c51d4247801e921b2915278bcf84c6ba18a579d44bfea02cd75b0ab9bcabcc8d0d48f0cd47d5f5ff');
INSERT INTO bsm_log.frontiers VALUES (5, '\x0000000000000005464ef873b4dc5c40ede99678cac0fc1e2cfc64b76bc77f357cf159e1e20e8fe45bb04426364a1935b07d0161ea391ea0f730b5c929067fab459fa6611336ebe1');
INSERT INTO bsm_log.frontiers VALUES (6, '\x0000000000000006464ef873b4dc5c40ede99678cac0fc1e2cfc64b76bc77f357cf159e1e20e8fe4fbf83fd6c5740ea7bd7e4857389b32eecb129d7fd8ccf98b1d86bc2aec767ae8');
INSERT INTO bsm_log.frontiers VALUES (8, '\x000000000000000865d7ba4382048d88c327b76b67fc4bdf5e548c67a5efacd50c6b6130dea82639');
INSERT INTO bsm_log.frontiers VALUES (9, '\x000000000000000965d7ba4382048d88c327b76b67fc4bdf5e548c67a5efacd50c6b6130dea82639d64e787e8cc41eaa2806e82a6ab92f3ba8f3b38960fe883019696aad23d8828c');
INSERT INTO bsm_log.frontiers VALUES (11, '\x000000000000000b65d7ba4382048d88c327b76b67fc4bdf5e548c67a5efacd50c6b6130dea826390de36a6bc0a2b4d11fd0ef076b92caa318e73f359c3b5209bd96bdedf04e0c9c5c58277c2b7381cc04042a23216d867e5d2341127bb028bb7747cb407a0d6b2f');
INSERT INTO bsm_log.frontiers VALUES (12, '\x000000000000000c65d7ba4382048d88c327b76b67fc4bdf5e548c67a5efacd50c6b6130dea82639740e4ff204ebda108cdf6ca4bb912e17d7ac998c6e6997d8e99c94b98f3108fa');
INSERT INTO bsm_log.frontiers VALUES (13, '\x000000000000000d65d7ba4382048d88c327b76b67fc4bdf5e548c67a5efacd50c6b6130dea82639740e4ff204ebda108cdf6ca4bb912e17d7ac998c6e6997d8e99c94b98f3108fa0d374beded66012ae4ce46fed28ea86e04011208739436f67cb2c4f575dec2c6');
INSERT INTO bsm_log.frontiers VALUES (14, '\x000000000000000e65d7ba4382048d88c327b76b67fc4bdf5e548c67a5efacd50c6b6130dea82639740e4ff204ebda108cdf6ca4bb912e17d7ac998c6e6997d8e99c94b98f3108fa513481e3276b7f573814106cee939d0501da1e9165bcf1dbec313516ecaaa21b');
INSERT INTO bsm_log.frontiers VALUES (15, '\x000000000000000f65d7ba4382048d88c327b76b67fc4bdf5e548c67a5efacd50c6b6130dea82639740e4ff204ebda108cdf6ca4bb912e17d7ac998c6e6997d8e99c94b98f3108fa513481e3276b7f573814106cee939d0501da1e9165bcf1dbec313516ecaaa21baaa85e661e826283acd9c2f8ef6c968630cd3a17ce2313539b35de72f63d7116');
INSERT INTO bsm_log.frontiers VALUES (16, '\x0000000000000010e2665105430cde01d3cb8ad5acc92bc1293746e9c774909ff99946979807fbdd');
INSERT INTO bsm_log.frontiers VALUES (17, '\x0000000000000011e2665105430cde01d3cb8ad5acc92bc1293746e9c774909ff99946979807fbdd901723dbe770c5f9ad49e1cb8da62d0d60116a196218b50d04ec74be98b1ee9a');
INSERT INTO bsm_log.frontiers VALUES (18, '\x0000000000000012e2665105430cde01d3cb8ad5acc92bc1293746e9c774909ff99946979807fbdd8d506e9203dcb66c34bdf050e838343516e78e00680c3c102eb912410a840025');
INSERT INTO bsm_log.frontiers VALUES (19, '\x0000000000000013e2665105430cde01d3cb8ad5acc92bc1293746e9c774909ff99946979807fbdd8d506e9203dcb66c34bdf050e838343516e78e00680c3c102eb912410a8400252b433d9f936529cc8af99157caf61b99c2eb494a2b3c3218fe5a65d4d7cdd8ec');
INSERT INTO bsm_log.frontiers VALUES (27, '\x000000000000001be2665105430cde01d3cb8ad5acc92bc1293746e9c774909ff99946979807fbdda25f2912af5169abb347e7ca9db7f169f2a42f20e81011f1ad4e0fb2ef80310d366e4d9b7914834788077337057e57488d6ed34a7fd2e196938e046274e23c51f81f5f476c92d940253d7835c567e85da9fd7233b5b670f24dc0208e704fe6be');


--
-- Data for Name: leaves; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.leaves VALUES (1, '01520bdd-5280-7dc5-b543-6907ef75bf2c', 1, 1451898000000000, 1, '\x476bba371360169ed7dc57fb7239a7d6a89b2d251cebc2bf46c25cef7d8f889a');
INSERT INTO bsm_log.leaves VALUES (2, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 1, 1451898000000000, 1, '\x0fba4acfaa1c16a33c3ecd3ebe475738d889a316de1c8e935f22e459eb78c9ad');
INSERT INTO bsm_log.leaves VALUES (3, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 2, 1451898000000000, 1, '\x2915278bcf84c6ba18a579d44bfea02cd75b0ab9bcabcc8d0d48f0cd47d5f5ff');
INSERT INTO bsm_log.leaves VALUES (4, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 3, 1451898000000000, 0, '\xb391589ba9abe53e3894dcf1d3036dd939d3797389ff4fea24ed782c94a2b00e');
INSERT INTO bsm_log.leaves VALUES (5, 'a91a826c-0e16-509f-9804-7688c2f021af', 1, 1451898000000000, 1, '\x5bb04426364a1935b07d0161ea391ea0f730b5c929067fab459fa6611336ebe1');
INSERT INTO bsm_log.leaves VALUES (6, '5ce87cb4-45db-4aeb-b71c-e801fce870b1', 1, 1451898000000000, 1, '\xa78136000394adce8affb797bba9a0b64c1fb441dbdca0d62e3cd91c6c26ccf8');
INSERT INTO bsm_log.leaves VALUES (7, '5ce87cb4-45db-4aeb-b71c-e801fce870b1', 2, 1451898000000000, 0, '\x3762b80ea2e308f41021fc492273932f8e35e842e723437dece0654a2300a27a');
INSERT INTO bsm_log.leaves VALUES (8, 'a91a826c-0e16-509f-9804-7688c2f021af', 2, 1451898000000000, 1, '\xe1815b9c50c68600716ded787c5b5ecc531e33526e4c8d74c6dd9c4a2a63e418');
INSERT INTO bsm_log.leaves VALUES (9, '965a0747-9aac-492c-a85a-69d31da527fe', 1, 1451898000000000, 1, '\xd64e787e8cc41eaa2806e82a6ab92f3ba8f3b38960fe883019696aad23d8828c');
INSERT INTO bsm_log.leaves VALUES (10, '965a0747-9aac-492c-a85a-69d31da527fe', 2, 1451898000000000, 0, '\xabf4c680ee54bd6af5a0b24314c8d3f6d3771b47d23e2414463538fb985b159a');
INSERT INTO bsm_log.leaves VALUES (11, 'a91a826c-0e16-509f-9804-7688c2f021af', 3, 1451898000000000, 1, '\x5c58277c2b7381cc04042a23216d867e5d2341127bb028bb7747cb407a0d6b2f');
INSERT INTO bsm_log.leaves VALUES (12, '3546764b-8144-4aec-b840-af84ca5557d3', 1, 1451898000000000, 1, '\x11bd62d6771155207ae4fab9748a79019b009b0959a0558dec1dd2bfcb98613b');
INSERT INTO bsm_log.leaves VALUES (13, 'acd4e022-bc4a-4c73-a271-1eb4b85d470e', 1, 1451898000000000, 1, '\x0d374beded66012ae4ce46fed28ea86e04011208739436f67cb2c4f575dec2c6');
INSERT INTO bsm_log.leaves VALUES (14, '4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 1, 1451898000000000, 1, '\x022ea5b693d29478637c325de2cbbbe5e733dec3d6735db974bbca8726b5e714');
INSERT INTO bsm_log.leaves VALUES (15, '4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 2, 1451898000000000, 1, '\xaaa85e661e826283acd9c2f8ef6c968630cd3a17ce2313539b35de72f63d7116');
INSERT INTO bsm_log.leaves VALUES (16, '4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 3, 1451898000000000, 1, '\xc0204c9cf57dc8e60e726fdd1f2467ad48586253b8e376dbddb18ac9fdda7ebd');
INSERT INTO bsm_log.leaves VALUES (17, '3027b10b-82db-482d-aff4-50ffd09fd971', 1, 1451898000000000, 1, '\x901723dbe770c5f9ad49e1cb8da62d0d60116a196218b50d04ec74be98b1ee9a');
INSERT INTO bsm_log.leaves VALUES (18, 'e1b5eeb4-5f89-44e2-a2db-c4442b3e1292', 1, 1451898000000000, 1, '\xc44abdf4d5d3d1f3ca9cef84907afef6c4746301fa8c127a9f85f25291a2e171');
INSERT INTO bsm_log.leaves VALUES (19, '21ee1d87-a895-453a-837a-063b10fc8ba0', 1, 1451898000000000, 1, '\x2b433d9f936529cc8af99157caf61b99c2eb494a2b3c3218fe5a65d4d7cdd8ec');
INSERT INTO bsm_log.leaves VALUES (20, '20b6e036-752d-5b24-9f58-0ad33dba964f', 1, 1451898000000000, 0, '\xcc54698cfaad40d9d8a8048e5ea78a3314726212008c7c862aa2d3357c898527');
INSERT INTO bsm_log.leaves VALUES (21, '20b6e036-752d-5b24-9f58-0ad33dba964f', 2, 1451898000000000, 0, '\x4d97fc747276251ee6e9755e0cd375905a65b5887adfa04caf93817c8daf6a0f');
INSERT INTO bsm_log.leaves VALUES (22, '1735820d-8b3b-57a9-9728-3642ffddbf6f', 1, 1451898000000000, 0, '\xc477da8784a4c88de793f221d3f62978d72853c28ce58d52dda57f46b2ecf717');
INSERT INTO bsm_log.leaves VALUES (23, '1735820d-8b3b-57a9-9728-3642ffddbf6f', 2, 1451898000000000, 0, '\x2d7fed490bbd414903045b7b75b83740583de1dc27a31dec3ee46847a229fcc6');
INSERT INTO bsm_log.leaves VALUES (24, '1735820d-8b3b-57a9-9728-3642ffddbf6f', 3, 1451898000000000, 0, '\xc2a240801ec6f008912e6957ca167652897cf6e25f23ab44f4c17c7da8fe1133');
INSERT INTO bsm_log.leaves VALUES (25, '1735820d-8b3b-57a9-9728-3642ffddbf6f', 4, 1451898000000000, 0, '\xa63878410d7d69e776d0ac280726b7387ec29596da8581a4c2ae335bf064bc22');
INSERT INTO bsm_log.leaves VALUES (26, '04e5e349-77e2-5927-8fc5-79cf83bdfe17', 1, 1451898000000000, 0, '\xf35043201e7514ae2f417fbf9dc5df20c0c7a514e17046c67942da56384ff5e1');
INSERT INTO bsm_log.leaves VALUES (27, '04e5e349-77e2-5927-8fc5-79cf83bdfe17', 2, 1451898000000000, 1, '\xf81f5f476c92d940253d7835c567e85da9fd7233b5b670f24dc0208e704fe6be');


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


--
-- Data for Name: stored_events; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.stored_events VALUES ('01520bdd-5280-7dc5-b543-6907ef75bf2c', 1, 'bsm.network.established.v1', '\x7b226f726967696e61746f725f6964223a2230313532306264642d353238302d376463352d623534332d363930376566373562663263222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273797374656d222c22726f6c65223a2273797374656d222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2230313532306264642d353238302d376463352d623534332d363930376566373562663263222c22636f7272656c6174696f6e5f6964223a2230313532306264642d353238302d376463352d623534332d363930376566373562663263222c2270726f647563745f76657273696f6e223a22302e352e30222c226e616d65223a224e6574776f726b206f6620746865207465737473222c2264656d6f6e7374726174696f6e223a66616c73657d');
INSERT INTO bsm_log.stored_events VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 1, 'bsm.meeting.announced.v1', '\x7b226f726967696e61746f725f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2266356332393466382d633465332d343735622d626561392d633633666663613536626139222c22636f7272656c6174696f6e5f6964223a2266356332393466382d633465332d343735622d626561392d633633666663613536626139222c2270726f647563745f76657273696f6e223a22302e352e30222c2264657461696c73223a7b22736572696573223a22416e6e75616c204d656574696e67222c227469746c65223a223130746820416e6e75616c204d656574696e67206f66204e6174696f6e616c20466f63616c20506f696e7473222c2265646974696f6e223a31302c2263697479223a224265726c696e222c22686f7374223a224445222c226368616972223a224445222c226f7267616e69736572223a6e756c6c2c227374617274735f6f6e223a22323031362d30342d3132222c22656e64735f6f6e223a22323031362d30342d3133222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e222c226d6f6465223a22696e20706572736f6e222c227468656d6573223a5b5d7d7d');
INSERT INTO bsm_log.stored_events VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 2, 'bsm.meeting.delegations_invited.v1', '\x7b226f726967696e61746f725f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2265653961343234372d303035312d343238642d383338652d666537636133333135373832222c22636f7272656c6174696f6e5f6964223a2265653961343234372d303035312d343238642d383338652d666537636133333135373832222c2270726f647563745f76657273696f6e223a22302e352e30222c2264656c65676174696f6e73223a5b7b22636f6465223a224154222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a2241757374726961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a337d2c7b22636f6465223a224954222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a224974616c79222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a337d2c7b22636f6465223a224d4b222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a2274686520666f726d6572205975676f736c61762052657075626c6963206f66204d616365646f6e6961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a327d2c7b22636f6465223a22445a222c226b696e64223a22506172746e657220666f7220436f2d6f7065726174696f6e222c226e616d65223a22416c6765726961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a327d2c7b22636f6465223a2246524f4e544558222c226b696e64223a226f7267616e69736174696f6e222c226e616d65223a2246726f6e746578222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a317d5d7d');
INSERT INTO bsm_log.stored_events VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 3, 'bsm.meeting.registration_opened.v1', '\x7b226f726967696e61746f725f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2230396566656361662d353231372d343130612d626335392d363438386234343137343530222c22636f7272656c6174696f6e5f6964223a2230396566656361662d353231372d343130612d626335392d363438386234343137343530222c2270726f647563745f76657273696f6e223a22302e352e30222c226361706163697479223a3130307d');
INSERT INTO bsm_log.stored_events VALUES ('a91a826c-0e16-509f-9804-7688c2f021af', 1, 'bsm.seat_ledger.opened.v1', '\x7b226f726967696e61746f725f6964223a2261393161383236632d306531362d353039662d393830342d373638386332663032316166222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2230396566656361662d353231372d343130612d626335392d363438386234343137343530222c22636f7272656c6174696f6e5f6964223a2230396566656361662d353231372d343130612d626335392d363438386234343137343530222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733227d');
INSERT INTO bsm_log.stored_events VALUES ('5ce87cb4-45db-4aeb-b71c-e801fce870b1', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2235636538376362342d343564622d346165622d623731632d653830316663653837306231222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a22666f63616c2d706f696e742d4154222c22726f6c65223a22666f63616c2d706f696e74222c2264656c65676174696f6e223a224154222c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2264303033356534302d393661612d343531612d613162342d353134393134393964613730222c22636f7272656c6174696f6e5f6964223a2264303033356534302d393661612d343531612d613162342d353134393134393964613730222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733222c2264656c65676174696f6e223a224154222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('5ce87cb4-45db-4aeb-b71c-e801fce870b1', 2, 'bsm.registration.confirmed.v1', '\x7b226f726967696e61746f725f6964223a2235636538376362342d343564622d346165622d623731632d653830316663653837306231222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2232396437303039372d653865642d343539332d626630322d303739396364396130636663222c22636f7272656c6174696f6e5f6964223a2232396437303039372d653865642d343539332d626630322d303739396364396130636663222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('a91a826c-0e16-509f-9804-7688c2f021af', 2, 'bsm.seat_ledger.seat_taken.v1', '\x7b226f726967696e61746f725f6964223a2261393161383236632d306531362d353039662d393830342d373638386332663032316166222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2232396437303039372d653865642d343539332d626630322d303739396364396130636663222c22636f7272656c6174696f6e5f6964223a2232396437303039372d653865642d343539332d626630322d303739396364396130636663222c2270726f647563745f76657273696f6e223a22302e352e30222c22726567697374726174696f6e5f6964223a2235636538376362342d343564622d346165622d623731632d653830316663653837306231222c2264656c65676174696f6e223a224154222c22726561736f6e223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('965a0747-9aac-492c-a85a-69d31da527fe', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2239363561303734372d396161632d343932632d613835612d363964333164613532376665222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a22666f63616c2d706f696e742d4154222c22726f6c65223a22666f63616c2d706f696e74222c2264656c65676174696f6e223a224154222c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2237323436613737362d623436312d346665302d613861332d323333633337303033653338222c22636f7272656c6174696f6e5f6964223a2237323436613737362d623436312d346665302d613861332d323333633337303033653338222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733222c2264656c65676174696f6e223a224154222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('965a0747-9aac-492c-a85a-69d31da527fe', 2, 'bsm.registration.confirmed.v1', '\x7b226f726967696e61746f725f6964223a2239363561303734372d396161632d343932632d613835612d363964333164613532376665222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2234366234376366632d663933352d343038662d616261302d386330343661356464393534222c22636f7272656c6174696f6e5f6964223a2234366234376366632d663933352d343038662d616261302d386330343661356464393534222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('a91a826c-0e16-509f-9804-7688c2f021af', 3, 'bsm.seat_ledger.seat_taken.v1', '\x7b226f726967696e61746f725f6964223a2261393161383236632d306531362d353039662d393830342d373638386332663032316166222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2234366234376366632d663933352d343038662d616261302d386330343661356464393534222c22636f7272656c6174696f6e5f6964223a2234366234376366632d663933352d343038662d616261302d386330343661356464393534222c2270726f647563745f76657273696f6e223a22302e352e30222c22726567697374726174696f6e5f6964223a2239363561303734372d396161632d343932632d613835612d363964333164613532376665222c2264656c65676174696f6e223a224154222c22726561736f6e223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('3546764b-8144-4aec-b840-af84ca5557d3', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2233353436373634622d383134342d346165632d623834302d616638346361353535376433222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2239616164313562312d643061392d343237662d613861372d383932373037656337383633222c22636f7272656c6174696f6e5f6964223a2239616164313562312d643061392d343237662d613861372d383932373037656337383633222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733222c2264656c65676174696f6e223a224954222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('acd4e022-bc4a-4c73-a271-1eb4b85d470e', 1, 'bsm.objective.set.v1', '\x7b226f726967696e61746f725f6964223a2261636434653032322d626334612d346337332d613237312d316562346238356434373065222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2232303937303436332d373637362d343633312d393539352d353064633238626632653339222c22636f7272656c6174696f6e5f6964223a2232303937303436332d373637362d343633312d393539352d353064633238626632653339222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733222c22636f6465223a224f31222c2274657874223a225368617265207768617420776f726b73206174206a6f696e7420626f7264657220706f7374732e222c2261756469656e6365223a22616c6c222c226f7574636f6d655f6b696e64223a2261677265656d656e74227d');
INSERT INTO bsm_log.stored_events VALUES ('4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2234313032613865652d623639632d343762632d613361392d303062303839613363623562222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2236306136633535302d363937632d343162342d613266332d313536303964383438326164222c22636f7272656c6174696f6e5f6964223a2236306136633535302d363937632d343162342d613266332d313536303964383438326164222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733222c226f726967696e223a7b226b696e64223a226f626a656374697665222c226f626a6563746976655f6964223a2261636434653032322d626334612d346337332d613237312d316562346238356434373065227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a2253686172652074686520626f726465722070726f746f636f6c222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d30392d3330222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2234313032613865652d623639632d343762632d613361392d303062303839613363623562222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2238323436636665652d353538352d343435612d396239622d633930643565313039616265222c22636f7272656c6174696f6e5f6964223a2238323436636665652d353538352d343435612d396239622d633930643565313039616265222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 3, 'bsm.activity.accepted.v1', '\x7b226f726967696e61746f725f6964223a2234313032613865652d623639632d343762632d613361392d303062303839613363623562222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2263326433666233312d333437352d343235642d383333362d313237303236383765346231222c22636f7272656c6174696f6e5f6964223a2263326433666233312d333437352d343235642d383333362d313237303236383765346231222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('3027b10b-82db-482d-aff4-50ffd09fd971', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2233303237623130622d383264622d343832642d616666342d353066666430396664393731222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2263313336323364372d663737382d346262622d623838642d666166313330353431633564222c22636f7272656c6174696f6e5f6964223a2263313336323364372d663737382d346262622d623838642d666166313330353431633564222c2270726f647563745f76657273696f6e223a22302e352e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2265353234343331352d623830622d356139382d383639632d626439363236616139343631222c226e6f6e6365223a2268346d6c506a5158786a632f4e425457222c2263697068657274657874223a22667a61506e595a596a454e6d524146717967384f58506c2b6e357a51324848453934674169713238447630336f39594370546b6b227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2265353234343331352d623830622d356139382d383639632d626439363236616139343631222c226e6f6e6365223a2276776b50534a30556d63656d562b4162222c2263697068657274657874223a225767636d6f41527068334868306e777a4454735250595856786e574a643143794b49636870576c456e734d6e75463932594e766a4465704f32513d3d227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('e1b5eeb4-5f89-44e2-a2db-c4442b3e1292', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2265316235656562342d356638392d343465322d613264622d633434343262336531323932222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2261373137333461352d376137322d343964342d613837662d316632326665303264383239222c22636f7272656c6174696f6e5f6964223a2261373137333461352d376137322d343964342d613837662d316632326665303264383239222c2270726f647563745f76657273696f6e223a22302e352e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2238626334666362642d326435392d353531372d393430662d373565323762646134316663222c226e6f6e6365223a2275434e716f716637565377786e4c4d64222c2263697068657274657874223a22336434354164694c6f4350346451614c2f70615644336c4a4738466c644761557a697965632b4941646e32345945743049453562227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2238626334666362642d326435392d353531372d393430662d373565323762646134316663222c226e6f6e6365223a226e6935313350456a744d673746364159222c2263697068657274657874223a22784b4b51564a414b466e4b76337836394f6e4f5a55696f4c536b327133536971524d6c477943456f4e7a492b48524a4f413973364d34514579364d4672774131227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('21ee1d87-a895-453a-837a-063b10fc8ba0', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2232316565316438372d613839352d343533612d383337612d303633623130666338626130222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2261656137666466652d663365362d343931642d613062642d633534353134346163633638222c22636f7272656c6174696f6e5f6964223a2261656137666466652d663365362d343931642d613062642d633534353134346163633638222c2270726f647563745f76657273696f6e223a22302e352e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2231303832633762642d343138372d356630652d623532312d643239643036316533303133222c226e6f6e6365223a2248674a5a4e35363253725552516a3274222c2263697068657274657874223a224b47492b63645878545377584375356c64504c64717858506e414f306661656538754a4c505a65745350397a784a367468726a5a227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2231303832633762642d343138372d356630652d623532312d643239643036316533303133222c226e6f6e6365223a224e654c7a6a78644b493378662b6f4730222c2263697068657274657874223a222f554d526a46473672694e55753635446238435379753344623371617a6e744a71557832555359424776396a686b595146337958664f715a52736b6742794a513368354b474b59347a413d3d227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('20b6e036-752d-5b24-9f58-0ad33dba964f', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2232306236653033362d373532642d356232342d396635382d306164333364626139363466222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c22636f7272656c6174696f6e5f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a2232227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a2245786368616e676520432b2b206c69737473222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d30392d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('20b6e036-752d-5b24-9f58-0ad33dba964f', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2232306236653033362d373532642d356232342d396635382d306164333364626139363466222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c22636f7272656c6174696f6e5f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('1735820d-8b3b-57a9-9728-3642ffddbf6f', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2231373335383230642d386233622d353761392d393732382d333634326666646462663666222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c22636f7272656c6174696f6e5f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a223033227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a222d4d617073222c226f776e6572223a7b2264656c65676174696f6e223a224445222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d31302d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('1735820d-8b3b-57a9-9728-3642ffddbf6f', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2231373335383230642d386233622d353761392d393732382d333634326666646462663666222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c22636f7272656c6174696f6e5f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('1735820d-8b3b-57a9-9728-3642ffddbf6f', 3, 'bsm.activity.accepted.v1', '\x7b226f726967696e61746f725f6964223a2231373335383230642d386233622d353761392d393732382d333634326666646462663666222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c22636f7272656c6174696f6e5f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c2270726f647563745f76657273696f6e223a22302e352e30227d');
INSERT INTO bsm_log.stored_events VALUES ('1735820d-8b3b-57a9-9728-3642ffddbf6f', 4, 'bsm.activity.reported_complete.v1', '\x7b226f726967696e61746f725f6964223a2231373335383230642d386233622d353761392d393732382d333634326666646462663666222c226f726967696e61746f725f76657273696f6e223a342c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c22636f7272656c6174696f6e5f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c2270726f647563745f76657273696f6e223a22302e352e30222c226e6f7465223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('04e5e349-77e2-5927-8fc5-79cf83bdfe17', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2230346535653334392d373765322d353932372d386663352d373963663833626466653137222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c22636f7272656c6174696f6e5f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c2270726f647563745f76657273696f6e223a22302e352e30222c226d656574696e675f6964223a2261316466326365662d343630362d346164302d383332622d636662313230653065323733222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a6e756c6c7d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a22526f616473202870617274203129222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d31312d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('04e5e349-77e2-5927-8fc5-79cf83bdfe17', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2230346535653334392d373765322d353932372d386663352d373963663833626466653137222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a22746f6b656e227d2c22636f6d6d616e645f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c22636f7272656c6174696f6e5f6964223a2238376663313535382d373534372d343230342d613962372d393536316538393830323830222c2270726f647563745f76657273696f6e223a22302e352e30227d');


--
-- Data for Name: activities__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.activities__1 VALUES ('4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 1, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'acd4e022-bc4a-4c73-a271-1eb4b85d470e', 'objective', 'acd4e022-bc4a-4c73-a271-1eb4b85d470e', 'all', 'Share the border protocol', 'AT', NULL, NULL, '[]', '2016-09-30', 'day', 'Europe/Berlin', 1475272800000000, 1451898000000000, '2016-09-30', 0, 0, 'proposed', NULL, NULL, 1, 0, '[]', '[]', 0, NULL, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1451898000000000, 14, 15);
INSERT INTO bsm_read.activities__1 VALUES ('4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 2, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'acd4e022-bc4a-4c73-a271-1eb4b85d470e', 'objective', 'acd4e022-bc4a-4c73-a271-1eb4b85d470e', 'all', 'Share the border protocol', 'AT', NULL, NULL, '[]', '2016-09-30', 'day', 'Europe/Berlin', 1475272800000000, 1451898000000000, '2016-09-30', 0, 0, 'agreed', NULL, NULL, 1, 0, '[]', '[]', 0, NULL, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1451898000000000, 15, 16);
INSERT INTO bsm_read.activities__1 VALUES ('4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 3, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'acd4e022-bc4a-4c73-a271-1eb4b85d470e', 'objective', 'acd4e022-bc4a-4c73-a271-1eb4b85d470e', 'all', 'Share the border protocol', 'AT', NULL, NULL, '[]', '2016-09-30', 'day', 'Europe/Berlin', 1475272800000000, 1451898000000000, '2016-09-30', 0, 0, 'accepted', NULL, NULL, 1, 0, '[]', '[]', 0, NULL, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1451898000000000, 16, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('20b6e036-752d-5b24-9f58-0ad33dba964f', 1, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'tracker', '2', 'all', 'Exchange C++ lists', 'AT', NULL, NULL, '[]', '2016-09-05', 'day', 'Europe/Berlin', 1473112800000000, 1451898000000000, '2016-09-05', 0, 0, 'proposed', NULL, NULL, 1, 0, '[]', '[]', 0, NULL, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1451898000000000, 20, 21);
INSERT INTO bsm_read.activities__1 VALUES ('20b6e036-752d-5b24-9f58-0ad33dba964f', 2, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'tracker', '2', 'all', 'Exchange C++ lists', 'AT', NULL, NULL, '[]', '2016-09-05', 'day', 'Europe/Berlin', 1473112800000000, 1451898000000000, '2016-09-05', 0, 0, 'agreed', NULL, NULL, 1, 0, '[]', '[]', 0, NULL, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1451898000000000, 21, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('1735820d-8b3b-57a9-9728-3642ffddbf6f', 1, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'tracker', '03', 'all', '-Maps', 'DE', NULL, NULL, '[]', '2016-10-05', 'day', 'Europe/Berlin', 1475704800000000, 1451898000000000, '2016-10-05', 0, 0, 'proposed', NULL, NULL, 1, 0, '[]', '[]', 0, NULL, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1451898000000000, 22, 23);
INSERT INTO bsm_read.activities__1 VALUES ('1735820d-8b3b-57a9-9728-3642ffddbf6f', 2, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'tracker', '03', 'all', '-Maps', 'DE', NULL, NULL, '[]', '2016-10-05', 'day', 'Europe/Berlin', 1475704800000000, 1451898000000000, '2016-10-05', 0, 0, 'agreed', NULL, NULL, 1, 0, '[]', '[]', 0, NULL, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1451898000000000, 23, 24);
INSERT INTO bsm_read.activities__1 VALUES ('1735820d-8b3b-57a9-9728-3642ffddbf6f', 3, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'tracker', '03', 'all', '-Maps', 'DE', NULL, NULL, '[]', '2016-10-05', 'day', 'Europe/Berlin', 1475704800000000, 1451898000000000, '2016-10-05', 0, 0, 'accepted', NULL, NULL, 1, 0, '[]', '[]', 0, NULL, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1451898000000000, 24, 25);
INSERT INTO bsm_read.activities__1 VALUES ('1735820d-8b3b-57a9-9728-3642ffddbf6f', 4, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'tracker', '03', 'all', '-Maps', 'DE', NULL, NULL, '[]', '2016-10-05', 'day', 'Europe/Berlin', 1475704800000000, 1451898000000000, '2016-10-05', 0, 0, 'reported complete', NULL, NULL, 1, 0, '[]', '[]', 100, NULL, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, 4, 4, NULL, 1451898000000000, 25, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('04e5e349-77e2-5927-8fc5-79cf83bdfe17', 1, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'tracker', NULL, 'all', 'Roads (part 1)', 'AT', NULL, NULL, '[]', '2016-11-05', 'day', 'Europe/Berlin', 1478386800000000, 1451898000000000, '2016-11-05', 0, 0, 'proposed', NULL, NULL, 1, 0, '[]', '[]', 0, NULL, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1451898000000000, 26, 27);
INSERT INTO bsm_read.activities__1 VALUES ('04e5e349-77e2-5927-8fc5-79cf83bdfe17', 2, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'tracker', NULL, 'all', 'Roads (part 1)', 'AT', NULL, NULL, '[]', '2016-11-05', 'day', 'Europe/Berlin', 1478386800000000, 1451898000000000, '2016-11-05', 0, 0, 'agreed', NULL, NULL, 1, 0, '[]', '[]', 0, NULL, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1451898000000000, 27, 9223372036854775807);


--
-- Data for Name: activity_editions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.activity_editions__1 VALUES ('4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 14, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('20b6e036-752d-5b24-9f58-0ad33dba964f', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 20, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('1735820d-8b3b-57a9-9728-3642ffddbf6f', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 22, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('04e5e349-77e2-5927-8fc5-79cf83bdfe17', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 26, 9223372036854775807);


--
-- Data for Name: comments__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: delegations__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.delegations__1 VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'participating State', 'Austria', NULL, 3, 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 'IT', 'participating State', 'Italy', NULL, 3, 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 'MK', 'participating State', 'the former Yugoslav Republic of Macedonia', NULL, 2, 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 'DZ', 'Partner for Co-operation', 'Algeria', NULL, 2, 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 'FRONTEX', 'organisation', 'Frontex', NULL, 1, 3, 9223372036854775807);


--
-- Data for Name: dependencies__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: evidence__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: facts__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.facts__1 VALUES (1, 1, 1, '01520bdd-5280-7dc5-b543-6907ef75bf2c', 1, 'bsm.network.established.v1', 'network', NULL, NULL, 'all', 1451898000000000, 1451898000000000, 0, 'system', NULL, '01520bdd-5280-7dc5-b543-6907ef75bf2c', '{"name":"Network of the tests","demonstration":""}', 1, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (2, 2, 2, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 1, 'bsm.meeting.announced.v1', 'meeting', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'f5c294f8-c4e3-475b-bea9-c63ffca56ba9', '{"meeting":"10th meeting, Berlin 2016","starts_on":"2016-04-12"}', 2, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (3, 3, 3, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 2, 'bsm.meeting.delegations_invited.v1', 'meeting', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'ee9a4247-0051-428d-838e-fe7ca3315782', '{"meeting":"10th meeting, Berlin 2016","invited":"5 delegations were"}', 3, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (4, 4, 4, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 3, 'bsm.meeting.registration_opened.v1', 'meeting', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '09efecaf-5217-410a-bc59-6488b4417450', '{"meeting":"10th meeting, Berlin 2016","capacity":100}', 4, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (5, 5, 5, 'a91a826c-0e16-509f-9804-7688c2f021af', 1, 'bsm.seat_ledger.opened.v1', 'seat_ledger', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '09efecaf-5217-410a-bc59-6488b4417450', '{"meeting":"10th meeting, Berlin 2016"}', 5, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (6, 6, 6, '5ce87cb4-45db-4aeb-b71c-e801fce870b1', 1, 'bsm.registration.nominated.v1', 'registration', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'focal-point', 'AT', 'd0035e40-96aa-451a-a1b4-51491499da70', '{"delegation":"AT","function":"member","a_function":"a member"}', 6, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (7, 7, 7, '5ce87cb4-45db-4aeb-b71c-e801fce870b1', 2, 'bsm.registration.confirmed.v1', 'registration', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '29d70097-e8ed-4593-bf02-0799cd9a0cfc', '{"delegation":"AT","function":"member"}', 7, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (8, 8, 8, 'a91a826c-0e16-509f-9804-7688c2f021af', 2, 'bsm.seat_ledger.seat_taken.v1', 'seat_ledger', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '29d70097-e8ed-4593-bf02-0799cd9a0cfc', '{"meeting":"10th meeting, Berlin 2016","delegation":"AT"}', 8, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (9, 9, 9, '965a0747-9aac-492c-a85a-69d31da527fe', 1, 'bsm.registration.nominated.v1', 'registration', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'focal-point', 'AT', '7246a776-b461-4fe0-a8a3-233c37003e38', '{"delegation":"AT","function":"member","a_function":"a member"}', 9, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (10, 10, 10, '965a0747-9aac-492c-a85a-69d31da527fe', 2, 'bsm.registration.confirmed.v1', 'registration', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '46b47cfc-f935-408f-aba0-8c046a5dd954', '{"delegation":"AT","function":"member"}', 10, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (11, 11, 11, 'a91a826c-0e16-509f-9804-7688c2f021af', 3, 'bsm.seat_ledger.seat_taken.v1', 'seat_ledger', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '46b47cfc-f935-408f-aba0-8c046a5dd954', '{"meeting":"10th meeting, Berlin 2016","delegation":"AT"}', 11, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (12, 12, 12, '3546764b-8144-4aec-b840-af84ca5557d3', 1, 'bsm.registration.nominated.v1', 'registration', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'IT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '9aad15b1-d0a9-427f-a8a7-892707ec7863', '{"delegation":"IT","function":"member","a_function":"a member"}', 12, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (13, 13, 13, 'acd4e022-bc4a-4c73-a271-1eb4b85d470e', 1, 'bsm.objective.set.v1', 'objective', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '20970463-7676-4631-9595-50dc28bf2e39', '{"code":"O1","text":"Share what works at joint border posts."}', 13, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (14, 14, 14, '4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 1, 'bsm.activity.proposed.v1', 'activity', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '60a6c550-697c-41b4-a2f3-15609d8482ad', '{"title":"Share the border protocol","owner":"AT","due_on":"2016-09-30"}', 14, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (15, 15, 15, '4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 2, 'bsm.activity.agreed.v1', 'activity', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '8246cfee-5585-445a-9b9b-c90d5e109abe', '{"title":"Share the border protocol","owner":"AT"}', 15, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (16, 16, 16, '4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 3, 'bsm.activity.accepted.v1', 'activity', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'c2d3fb31-3475-425d-8336-12702687e4b1', '{"title":"Share the border protocol","owner":"AT"}', 16, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (17, 17, 17, '3027b10b-82db-482d-aff4-50ffd09fd971', 1, 'bsm.participant.entered.v1', 'participant', NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'c13623d7-f778-4bbb-b88d-faf130541c5d', '{"delegation":"AT"}', 17, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (18, 18, 18, 'e1b5eeb4-5f89-44e2-a2db-c4442b3e1292', 1, 'bsm.participant.entered.v1', 'participant', NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a71734a5-7a72-49d4-a87f-1f22fe02d829', '{"delegation":"AT"}', 18, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (19, 19, 19, '21ee1d87-a895-453a-837a-063b10fc8ba0', 1, 'bsm.participant.entered.v1', 'participant', NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'aea7fdfe-f3e6-491d-a0bd-c545144acc68', '{"delegation":"AT"}', 19, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (20, 20, 20, '20b6e036-752d-5b24-9f58-0ad33dba964f', 1, 'bsm.activity.proposed.v1', 'activity', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '87fc1558-7547-4204-a9b7-9561e8980280', '{"title":"Exchange C++ lists","owner":"AT","due_on":"2016-09-05"}', 20, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (21, 21, 21, '20b6e036-752d-5b24-9f58-0ad33dba964f', 2, 'bsm.activity.agreed.v1', 'activity', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '87fc1558-7547-4204-a9b7-9561e8980280', '{"title":"Exchange C++ lists","owner":"AT"}', 21, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (22, 22, 22, '1735820d-8b3b-57a9-9728-3642ffddbf6f', 1, 'bsm.activity.proposed.v1', 'activity', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '87fc1558-7547-4204-a9b7-9561e8980280', '{"title":"-Maps","owner":"DE","due_on":"2016-10-05"}', 22, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (23, 23, 23, '1735820d-8b3b-57a9-9728-3642ffddbf6f', 2, 'bsm.activity.agreed.v1', 'activity', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '87fc1558-7547-4204-a9b7-9561e8980280', '{"title":"-Maps","owner":"DE"}', 23, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (24, 24, 24, '1735820d-8b3b-57a9-9728-3642ffddbf6f', 3, 'bsm.activity.accepted.v1', 'activity', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '87fc1558-7547-4204-a9b7-9561e8980280', '{"title":"-Maps","owner":"DE"}', 24, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (25, 25, 25, '1735820d-8b3b-57a9-9728-3642ffddbf6f', 4, 'bsm.activity.reported_complete.v1', 'activity', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '87fc1558-7547-4204-a9b7-9561e8980280', '{"title":"-Maps","owner":"DE"}', 25, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (26, 26, 26, '04e5e349-77e2-5927-8fc5-79cf83bdfe17', 1, 'bsm.activity.proposed.v1', 'activity', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '87fc1558-7547-4204-a9b7-9561e8980280', '{"title":"Roads (part 1)","owner":"AT","due_on":"2016-11-05"}', 26, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (27, 27, 27, '04e5e349-77e2-5927-8fc5-79cf83bdfe17', 2, 'bsm.activity.agreed.v1', 'activity', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '87fc1558-7547-4204-a9b7-9561e8980280', '{"title":"Roads (part 1)","owner":"AT"}', 27, 9223372036854775807);


--
-- Data for Name: meetings__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.meetings__1 VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 1, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'announced', NULL, NULL, 0, NULL, 2, 3);
INSERT INTO bsm_read.meetings__1 VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 2, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'announced', NULL, NULL, 0, NULL, 3, 4);
INSERT INTO bsm_read.meetings__1 VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 3, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'registration open', 100, NULL, 0, NULL, 4, 9223372036854775807);


--
-- Data for Name: milestones__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: names_of_parts__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: objectives__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.objectives__1 VALUES ('acd4e022-bc4a-4c73-a271-1eb4b85d470e', 1, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'O1', 'Share what works at joint border posts.', 'all', 'agreement', 'set', NULL, NULL, 13, 9223372036854775807);


--
-- Data for Name: owned_since__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: parked_facts; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: participants__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.participants__1 VALUES ('3027b10b-82db-482d-aff4-50ffd09fd971', 1, 'AT', '{"key":"e5244315-b80b-5a98-869c-bd9626aa9461","nonce":"h4mlPjQXxjc/NBTW","ciphertext":"fzaPnYZYjENmRAFqyg8OXPl+n5zQ2HHE94gAiq28Dv03o9YCpTkk","command_id":"c13623d7-f778-4bbb-b88d-faf130541c5d"}', '{"key":"e5244315-b80b-5a98-869c-bd9626aa9461","nonce":"vwkPSJ0UmcemV+Ab","ciphertext":"WgcmoARph3Hh0nwzDTsRPYXVxnWJd1CyKIchpWlEnsMnuF92YNvjDepO2Q==","command_id":"c13623d7-f778-4bbb-b88d-faf130541c5d"}', NULL, NULL, '', NULL, NULL, 1451898000000000, 1451898000000000, 17, 9223372036854775807);
INSERT INTO bsm_read.participants__1 VALUES ('e1b5eeb4-5f89-44e2-a2db-c4442b3e1292', 1, 'AT', '{"key":"8bc4fcbd-2d59-5517-940f-75e27bda41fc","nonce":"uCNqoqf7VSwxnLMd","ciphertext":"3d45AdiLoCP4dQaL/paVD3lJG8FldGaUziyec+IAdn24YEt0IE5b","command_id":"a71734a5-7a72-49d4-a87f-1f22fe02d829"}', '{"key":"8bc4fcbd-2d59-5517-940f-75e27bda41fc","nonce":"ni513PEjtMg7F6AY","ciphertext":"xKKQVJAKFnKv3x69OnOZUioLSk2q3SiqRMlGyCEoNzI+HRJOA9s6M4QEy6MFrwA1","command_id":"a71734a5-7a72-49d4-a87f-1f22fe02d829"}', NULL, NULL, '', NULL, NULL, 1451898000000000, 1451898000000000, 18, 9223372036854775807);
INSERT INTO bsm_read.participants__1 VALUES ('21ee1d87-a895-453a-837a-063b10fc8ba0', 1, 'AT', '{"key":"1082c7bd-4187-5f0e-b521-d29d061e3013","nonce":"HgJZN562SrURQj2t","ciphertext":"KGI+cdXxTSwXCu5ldPLdqxXPnAO0faee8uJLPZetSP9zxJ6thrjZ","command_id":"aea7fdfe-f3e6-491d-a0bd-c545144acc68"}', '{"key":"1082c7bd-4187-5f0e-b521-d29d061e3013","nonce":"NeLzjxdKI3xf+oG0","ciphertext":"/UMRjFG6riNUu65Db8CSyu3Db3qazntJqUx2USYBGv9jhkYQF3yXfOqZRskgByJQ3h5KGKY4zA==","command_id":"aea7fdfe-f3e6-491d-a0bd-c545144acc68"}', NULL, NULL, '', NULL, NULL, 1451898000000000, 1451898000000000, 19, 9223372036854775807);


--
-- Data for Name: projections; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.projections VALUES ('activities', 1, 3, 27, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('delegations', 1, 1, 27, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('history', 1, 5, 27, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('meetings', 1, 1, 27, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('objectives', 1, 1, 27, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('participants', 1, 1, 27, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('registrations', 1, 3, 27, 1, 0, 1);


--
-- Data for Name: registrations__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.registrations__1 VALUES ('5ce87cb4-45db-4aeb-b71c-e801fce870b1', 1, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'member', 'nominated', 1451898000000000, NULL, 6, 7);
INSERT INTO bsm_read.registrations__1 VALUES ('5ce87cb4-45db-4aeb-b71c-e801fce870b1', 2, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'member', 'confirmed', 1451898000000000, NULL, 7, 9223372036854775807);
INSERT INTO bsm_read.registrations__1 VALUES ('965a0747-9aac-492c-a85a-69d31da527fe', 1, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'member', 'nominated', 1451898000000000, NULL, 9, 10);
INSERT INTO bsm_read.registrations__1 VALUES ('965a0747-9aac-492c-a85a-69d31da527fe', 2, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'member', 'confirmed', 1451898000000000, NULL, 10, 9223372036854775807);
INSERT INTO bsm_read.registrations__1 VALUES ('3546764b-8144-4aec-b840-af84ca5557d3', 1, 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'IT', 'member', 'nominated', 1451898000000000, NULL, 12, 9223372036854775807);


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

INSERT INTO bsm_read.subjects__1 VALUES ('01520bdd-5280-7dc5-b543-6907ef75bf2c', NULL, NULL, 'all', '{}', 1, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('a1df2cef-4606-4ad0-832b-cfb120e0e273', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'all', '{"meeting":"10th meeting, Berlin 2016"}', 2, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('a91a826c-0e16-509f-9804-7688c2f021af', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'all', '{"meeting":"10th meeting, Berlin 2016"}', 5, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('5ce87cb4-45db-4aeb-b71c-e801fce870b1', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', '{"delegation":"AT","function":"member"}', 6, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('965a0747-9aac-492c-a85a-69d31da527fe', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', '{"delegation":"AT","function":"member"}', 9, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('3546764b-8144-4aec-b840-af84ca5557d3', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'IT', 'all', '{"delegation":"IT","function":"member"}', 12, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('acd4e022-bc4a-4c73-a271-1eb4b85d470e', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', NULL, 'all', '{"code":"O1"}', 13, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('4102a8ee-b69c-47bc-a3a9-00b089a3cb5b', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', '{"title":"Share the border protocol","owner":"AT"}', 14, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('3027b10b-82db-482d-aff4-50ffd09fd971', NULL, 'AT', 'all', '{"delegation":"AT"}', 17, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('e1b5eeb4-5f89-44e2-a2db-c4442b3e1292', NULL, 'AT', 'all', '{"delegation":"AT"}', 18, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('21ee1d87-a895-453a-837a-063b10fc8ba0', NULL, 'AT', 'all', '{"delegation":"AT"}', 19, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('20b6e036-752d-5b24-9f58-0ad33dba964f', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', '{"title":"Exchange C++ lists","owner":"AT"}', 20, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('1735820d-8b3b-57a9-9728-3642ffddbf6f', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'DE', 'all', '{"title":"-Maps","owner":"DE"}', 22, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('04e5e349-77e2-5927-8fc5-79cf83bdfe17', 'a1df2cef-4606-4ad0-832b-cfb120e0e273', 'AT', 'all', '{"title":"Roads (part 1)","owner":"AT"}', 26, 9223372036854775807);


--
-- Data for Name: account_events; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.account_events VALUES ('01520bdd52807ad2970490c1792f15c5', 1451898000000000, 'cb12374e3a0b496a97af582e03917813', 'command line', 'account-made', NULL, NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd52807eb9960876a8a057ac2f', 1451898000000000, 'cb12374e3a0b496a97af582e03917813', 'command line', 'mandate-given', '2448eb4393d042cda2ef4cdd025c274f', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd5280717d977a73f01a59e42c', 1451898000000000, 'cb12374e3a0b496a97af582e03917813', 'cb12374e3a0b496a97af582e03917813', 'token-made', '2448eb4393d042cda2ef4cdd025c274f', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd528076a385d56c8be1feb894', 1451898000000000, '3e250c896bbe4c4699cdacd199375780', 'command line', 'account-made', NULL, NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd52807f13be009861ad0db39b', 1451898000000000, '3e250c896bbe4c4699cdacd199375780', 'command line', 'mandate-given', '4a52c59402c84ad7b17a575ece684e52', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd52807b12a62ee6b6924a34c9', 1451898000000000, '3e250c896bbe4c4699cdacd199375780', '3e250c896bbe4c4699cdacd199375780', 'signed-in', '4a52c59402c84ad7b17a575ece684e52', NULL);


--
-- Data for Name: accounts; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.accounts VALUES ('cb12374e3a0b496a97af582e03917813', 'office', 'office', NULL, 1451898000000000, NULL);
INSERT INTO bsm_service.accounts VALUES ('3e250c896bbe4c4699cdacd199375780', 'vienna', 'vienna', NULL, 1451898000000000, NULL);


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

INSERT INTO bsm_service.mandates VALUES ('2448eb4393d042cda2ef4cdd025c274f', 'cb12374e3a0b496a97af582e03917813', 'secretariat', NULL, 'role', NULL, NULL, 1451898000000000, NULL, 'command line', 1451898000000000, NULL, NULL, NULL, NULL, 9223372036854775807);
INSERT INTO bsm_service.mandates VALUES ('4a52c59402c84ad7b17a575ece684e52', '3e250c896bbe4c4699cdacd199375780', 'auditor', NULL, 'role', NULL, NULL, 1451898000000000, NULL, 'command line', 1451898000000000, NULL, NULL, NULL, NULL, 9223372036854775807);


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
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.schema_steps VALUES (1, 'accounts, tokens, sessions', '0.5.0');
INSERT INTO bsm_service.schema_steps VALUES (2, 'a book of the steps that were taken', '0.5.0');
INSERT INTO bsm_service.schema_steps VALUES (3, 'mandates, and how people sign in', '0.5.0');
INSERT INTO bsm_service.schema_steps VALUES (4, 'what imported files say, and mean', '0.5.0');
INSERT INTO bsm_service.schema_steps VALUES (5, 'reminders', '0.5.0');


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.sessions VALUES ('6b1e3aae2f0014a35e1fb4f0ef4f0a534b6bdc8b54c3434f492734f2bd5e1b80', '01520bdd52807ef2aa04b36766a3ce8f', '3e250c896bbe4c4699cdacd199375780', '4a52c59402c84ad7b17a575ece684e52', 'token', 1451898000000000, 1451898000000000, 1451898000000000, 1451941200000000, '', 0);


--
-- Data for Name: spent; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: tokens; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.tokens VALUES ('a8280cd12b676f6436c361af9155a41be22686424f9435a00a581471b5ee9b17', '01520bdd52807361b2092960ebf13828', 'cb12374e3a0b496a97af582e03917813', '2448eb4393d042cda2ef4cdd025c274f', 'token', 'all', 1451898000000000, 1483434000000000, NULL, NULL);


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

INSERT INTO bsm_vault.keys VALUES ('50ac42d6c0f5596cac99c93d352cdc2b', 'named', '\xad6f35f834e54ecac3c650546df62f191f685b683f6333ba1ba16ce970393f812e0a75df6b29dc0674ef857b3fab84f46f6840dbfb63f22d3208d757', 'e5a786c7d2f63f2d', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('855be58f25c05d3d91cfb7231a2dba30', 'named', '\xcbb7c545bb7e975d410e1d443bed87f560aad5c6c599ca05daf143be7d44f56d8495197192b6ab5fdbf1f13fd959eb2e866dac19a95f35f79f0ec77a', 'e5a786c7d2f63f2d', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('e5244315b80b5a98869cbd9626aa9461', 'person', '\x63d9518de7cae453ce2df0fda825be339488c0cd2e54bcc08182ac4a09b0431c431aa32a14455ffd85ff26c18b0b9d1ab4aaf25c4b22511293d78d02', 'e5a786c7d2f63f2d', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('8bc4fcbd2d595517940f75e27bda41fc', 'person', '\x70c902b1b87d903c7ecd7994a0687464a7f8df1dcf5b24ab461c505add2bb2e4f760f04a9e2f22a4403faad7732143766e5f00af420f46421d30a6cb', 'e5a786c7d2f63f2d', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('1082c7bd41875f0eb521d29d061e3013', 'person', '\xaaab5454e8f0cc13c38bcabaa53523a39c5760e400b451be10025394ef55def69015a2684cede00da284b48205087eab3a6aaf9f421881ee2ef50bcd', 'e5a786c7d2f63f2d', 1451898000000000);


--
-- Data for Name: people; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.people VALUES ('3027b10b82db482daff450ffd09fd971', 'AT', '\x89b6fb3f1e8211fc5fac2935b155d50fcad07982678bcba0011a12b26ac62a57', '\x70fd0a0604a7e01e5632c364b713628c6cc3fa8a8c0672849f3d94970475931d6ae4161e8520b6e5be9d0be881c6bf722ef4cc2c719204202bcad7e53449a62520ea939d2346f603c382c008e1', 1451898000000000);
INSERT INTO bsm_vault.people VALUES ('e1b5eeb45f8944e2a2dbc4442b3e1292', 'AT', '\x3bb7e96184f973c727bc2fadf56a7b04ecbc8f950cd422f33a9d001037f873b2', '\x4c334aa24226f85ab6516cb16e83b4f84c9f192666c3a26ea6d2e9a814b11f7e550054cf87bd11af55eb8c42c7512da4af43c36a65b0775d4aa60aa27851ea7a3a73d3dee9c773146409bcbf77fc3eec5694', 1451898000000000);
INSERT INTO bsm_vault.people VALUES ('21ee1d87a895453a837a063b10fc8ba0', 'AT', '\xc4984961e950ff23dd1165c28385e5e5d85a5e7c19bc18413d8e99bc04af4d1c', '\x8c11ddadf88da1c3c63265385452f3379204553a20783a584c6bf4ecd89f0e401827ebeb65770ac1a038ef9d52f88f90adbab5384769ae4da4d77456d1ad16100b8933ed8c36c4bd616a513bda4a07c9c8561932306d958da2', 1451898000000000);


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

INSERT INTO bsm_vault.vault_header VALUES ('wrapped by', '\x65356137383663376432663633663264');
INSERT INTO bsm_vault.vault_header VALUES ('canary', '\x3e6d1b1631c359eca3f0930c8fd753d03098c0edc62f342f153c22435b794d8974f65f5d19a4fac7dc16828f6e4d2ea898d13e13f9afb89241137229e2a94903281d31');


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
-- PostgreSQL database dump complete
--


