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
    decision_id text COLLATE pg_catalog."C",
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
    is_released bigint NOT NULL,
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
-- Name: agenda_versions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.agenda_versions__1 (
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    released_at bigint NOT NULL,
    note text COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: changed_subjects__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.changed_subjects__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C",
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
    audience text NOT NULL COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: decision_comments__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.decision_comments__1 (
    comment_id text NOT NULL COLLATE pg_catalog."C",
    decision_id text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    delegation text COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    text_version bigint NOT NULL,
    paragraph text COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
    commented_at bigint NOT NULL,
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: decision_versions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.decision_versions__1 (
    decision_id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    audience text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C",
    digest text NOT NULL COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    note_command text COLLATE pg_catalog."C",
    tabled_at bigint NOT NULL,
    tabled_by text COLLATE pg_catalog."C",
    translations text NOT NULL COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: decisions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.decisions__1 (
    decision_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    objective_id text COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    text_version bigint NOT NULL,
    tabled_by text COLLATE pg_catalog."C",
    tabled_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    is_contested bigint NOT NULL,
    procedure text COLLATE pg_catalog."C",
    round bigint NOT NULL,
    last_outcome text COLLATE pg_catalog."C",
    basis text COLLATE pg_catalog."C",
    opened_at bigint,
    expires_at bigint,
    time_zone text COLLATE pg_catalog."C",
    entitled text NOT NULL COLLATE pg_catalog."C",
    symbol text COLLATE pg_catalog."C",
    number bigint,
    adopted_at bigint,
    adopted_version bigint,
    recorded_at bigint,
    text_digest text COLLATE pg_catalog."C",
    supersedes text NOT NULL COLLATE pg_catalog."C",
    superseded_by text NOT NULL COLLATE pg_catalog."C",
    activities text NOT NULL COLLATE pg_catalog."C",
    follow_up_audience text NOT NULL COLLATE pg_catalog."C",
    is_restricted bigint NOT NULL,
    session_id text COLLATE pg_catalog."C",
    speakers text NOT NULL COLLATE pg_catalog."C",
    contested_by text NOT NULL COLLATE pg_catalog."C",
    replaced_by text NOT NULL COLLATE pg_catalog."C",
    paragraphs bigint NOT NULL,
    ending_reason text COLLATE pg_catalog."C",
    ending_command text COLLATE pg_catalog."C",
    summary text COLLATE pg_catalog."C",
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
    is_invited bigint NOT NULL,
    stored_source text COLLATE pg_catalog."C",
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
-- Name: draft_sessions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.draft_sessions__1 (
    session_id text NOT NULL COLLATE pg_catalog."C",
    held_on text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    starts_at text COLLATE pg_catalog."C",
    ends_at text COLLATE pg_catalog."C",
    room text COLLATE pg_catalog."C",
    place_in_order bigint,
    description text COLLATE pg_catalog."C",
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    nth bigint NOT NULL,
    sealed_speakers text COLLATE pg_catalog."C",
    command_id text COLLATE pg_catalog."C",
    stored_source text COLLATE pg_catalog."C",
    dropped_at bigint,
    sealed_reason text COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: drafted_parts__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.drafted_parts__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    part_ids text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
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
    audience text NOT NULL COLLATE pg_catalog."C",
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
    words text NOT NULL COLLATE pg_catalog."C",
    stored_source text COLLATE pg_catalog."C",
    count_for_all bigint NOT NULL,
    count_for_delegations bigint NOT NULL,
    count_for_focal_points bigint NOT NULL,
    count_of_drafts bigint NOT NULL,
    count_of_restricted_drafts bigint NOT NULL,
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
    status_since bigint,
    status_before text COLLATE pg_catalog."C",
    capacity bigint,
    agenda_number bigint NOT NULL,
    moved bigint NOT NULL,
    stated_participants bigint,
    stated_at_least bigint NOT NULL,
    stated_source text COLLATE pg_catalog."C",
    stated_states bigint,
    stated_remark text COLLATE pg_catalog."C",
    stated_page text COLLATE pg_catalog."C",
    sealed_reason text COLLATE pg_catalog."C",
    command_id text COLLATE pg_catalog."C",
    session_ids text NOT NULL COLLATE pg_catalog."C",
    stored_sources text NOT NULL COLLATE pg_catalog."C",
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
-- Name: objective_audiences__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.objective_audiences__1 (
    objective_id text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: objective_wordings__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.objective_wordings__1 (
    objective_id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    text text NOT NULL COLLATE pg_catalog."C",
    since bigint NOT NULL,
    audience text NOT NULL COLLATE pg_catalog."C",
    sealed_reason text COLLATE pg_catalog."C",
    command_id text NOT NULL COLLATE pg_catalog."C",
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
    status text COLLATE pg_catalog."C",
    discussed_at bigint,
    summary text COLLATE pg_catalog."C",
    session_id text COLLATE pg_catalog."C",
    wordings bigint NOT NULL,
    code_order text NOT NULL COLLATE pg_catalog."C",
    session_ids text NOT NULL COLLATE pg_catalog."C",
    stored_source text COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: organisation_names__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.organisation_names__1 (
    code text NOT NULL COLLATE pg_catalog."C",
    since text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
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
-- Name: position_entries__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.position_entries__1 (
    decision_id text NOT NULL COLLATE pg_catalog."C",
    entry bigint NOT NULL,
    audience text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    "position" text COLLATE pg_catalog."C",
    text text COLLATE pg_catalog."C",
    until text COLLATE pg_catalog."C",
    until_ends_at bigint,
    speaking_for text COLLATE pg_catalog."C",
    how text NOT NULL COLLATE pg_catalog."C",
    is_own bigint NOT NULL,
    happened_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    is_late bigint NOT NULL,
    earlier bigint,
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: positions__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.positions__1 (
    decision_id text NOT NULL COLLATE pg_catalog."C",
    delegation text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    "position" text COLLATE pg_catalog."C",
    text text COLLATE pg_catalog."C",
    until text COLLATE pg_catalog."C",
    speaking_for text COLLATE pg_catalog."C",
    how text NOT NULL COLLATE pg_catalog."C",
    is_own bigint NOT NULL,
    happened_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    is_late bigint NOT NULL,
    entry bigint NOT NULL,
    is_final bigint NOT NULL,
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    until_ends_at bigint,
    latest text NOT NULL COLLATE pg_catalog."C",
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
-- Name: released_streams__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.released_streams__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: restricted_parts__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.restricted_parts__1 (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    part_id text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
    from_position bigint NOT NULL,
    to_position bigint NOT NULL
);


--
-- Name: roll_calls__1; Type: TABLE; Schema: bsm_read; Owner: -
--

CREATE TABLE bsm_read.roll_calls__1 (
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    session_id text COLLATE pg_catalog."C",
    called_at bigint NOT NULL,
    present text NOT NULL COLLATE pg_catalog."C",
    states_present bigint NOT NULL,
    quorum_states bigint NOT NULL,
    place text NOT NULL COLLATE pg_catalog."C",
    audience text NOT NULL COLLATE pg_catalog."C",
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
    starts_at text COLLATE pg_catalog."C",
    ends_at text COLLATE pg_catalog."C",
    room text COLLATE pg_catalog."C",
    place_in_order bigint,
    description text COLLATE pg_catalog."C",
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    nth bigint NOT NULL,
    sealed_speakers text COLLATE pg_catalog."C",
    command_id text COLLATE pg_catalog."C",
    stored_source text COLLATE pg_catalog."C",
    number bigint NOT NULL,
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
-- Name: clock_looks; Type: TABLE; Schema: bsm_service; Owner: -
--

CREATE TABLE bsm_service.clock_looks (
    boot text NOT NULL COLLATE pg_catalog."C",
    looked_at bigint NOT NULL,
    since_boot bigint NOT NULL,
    held_until bigint NOT NULL
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
    error text COLLATE pg_catalog."C",
    subject text COLLATE pg_catalog."C",
    participant text COLLATE pg_catalog."C"
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

INSERT INTO bsm_log.command_answers VALUES ('system', '01520bdd5280701aaf3a880cb33323a2', '\x29b17e11cc97fa389c715f0c503e44204a30bb650edf9755449c56a3501ea1ff', '{"id":"01520bdd-5280-701a-af3a-880cb33323a2","version":1,"position":1,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":1,"stored_name":"bsm.network.established.v1","stream_id":"01520bdd-5280-701a-af3a-880cb33323a2","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '41a010f313be475f9a147294f9aa95ea', '\x1d6a9ad630cdfa9a4ecb487f1210c9750eff28da2f78ff076b26480395afbf0b', '{"id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":1,"position":2,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":2,"stored_name":"bsm.meeting.announced.v1","stream_id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'f496845a2e2d4dae9ca9d1276f7ee4f5', '\x80a8d12f9bd38f6b86191330922a3fcf95f33696e2902b415affb6a267e6e1b3', '{"id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":2,"position":3,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":3,"stored_name":"bsm.meeting.delegations_invited.v1","stream_id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '11a08cd6d9324ac09fdcafcb908ce39f', '\xb771c55cbf18b9c22eabfd7211833fb8951da84e07d7e9340866d3fcc671e94b', '{"id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":3,"position":5,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":4,"stored_name":"bsm.meeting.registration_opened.v1","stream_id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":3},{"position":5,"stored_name":"bsm.seat_ledger.opened.v1","stream_id":"7c580d1c-ccf1-5f24-98f6-b2b0f5fac801","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('focal-point-AT', 'da00a8e1353d4dbdb41e783c818d9e28', '\x49a6defd802e117f2a7d97bfc8fde69b31f82bc002ffed5c9286b009fec474ac', '{"id":"b7873814-dbf5-4d33-bcd6-10b639890b9e","version":1,"position":6,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":6,"stored_name":"bsm.registration.nominated.v1","stream_id":"b7873814-dbf5-4d33-bcd6-10b639890b9e","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'f602c3a17aa24a299fd60f4ae5a48794', '\xb877ef5638e54dde8b50751eecef6bcae557629c714dba70170981e7c49b2bb3', '{"id":"b7873814-dbf5-4d33-bcd6-10b639890b9e","version":2,"position":8,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":7,"stored_name":"bsm.registration.confirmed.v1","stream_id":"b7873814-dbf5-4d33-bcd6-10b639890b9e","version":2},{"position":8,"stored_name":"bsm.seat_ledger.seat_taken.v1","stream_id":"7c580d1c-ccf1-5f24-98f6-b2b0f5fac801","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('focal-point-AT', 'fe0f19d3d0f945d0b9d04e99774c0962', '\x2588db0966d560604af2224c58be6c2f279a0ce0bd7af40c9cd2f73eb3e67ee7', '{"id":"8f168f9d-eb63-4971-b051-9e15adeae98b","version":1,"position":9,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":9,"stored_name":"bsm.registration.nominated.v1","stream_id":"8f168f9d-eb63-4971-b051-9e15adeae98b","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '7cc53b0f46064634b4e63b00faa06485', '\xfd5c9123680d6989895f8e1aa050d14d87cf8d42eeef738dbb380265ace97205', '{"id":"8f168f9d-eb63-4971-b051-9e15adeae98b","version":2,"position":11,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":10,"stored_name":"bsm.registration.confirmed.v1","stream_id":"8f168f9d-eb63-4971-b051-9e15adeae98b","version":2},{"position":11,"stored_name":"bsm.seat_ledger.seat_taken.v1","stream_id":"7c580d1c-ccf1-5f24-98f6-b2b0f5fac801","version":3}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '1ccefe17afbd43ee98d93a02d3b5b8d0', '\x758fdfc9b3f17e36c0dbb512222a8cacb64a803f136d1b96858b4899bf9a0459', '{"id":"7eb0cebd-8f16-4718-9692-756615ec75fd","version":1,"position":12,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":12,"stored_name":"bsm.registration.nominated.v1","stream_id":"7eb0cebd-8f16-4718-9692-756615ec75fd","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '7049cb2a70184f02b53c9545518adea3', '\x7b7dcc7684251c2a51e0868cb2a4cf716ce65bade08c64cf516ff4bb467ccaa6', '{"id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":4,"position":13,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":13,"stored_name":"bsm.meeting.session_scheduled.v2","stream_id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":4}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '80e71577f07741e498d143b6dc85c93d', '\xc864ae73315bea22d0ce0d87cecc3a19b17a3f4a7f779b8a5263e6818a17548f', '{"id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":5,"position":14,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":14,"stored_name":"bsm.meeting.session_scheduled.v2","stream_id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":5}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'af25540576c54508bf0d3b93c92a3bb0', '\x116414397e10bdbe58e5dce2f54a6c6dc9786ef862285bfe0b312d464a3177a1', '{"id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":6,"position":15,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":15,"stored_name":"bsm.meeting.session_scheduled.v2","stream_id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":6}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '43ed197e15b24888869d6ef4b9be1813', '\x101105f2a66700c59f00ff68c9a9bcfc40883185c03ff903c529416bbf968b31', '{"id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":7,"position":16,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":16,"stored_name":"bsm.meeting.agenda_released.v1","stream_id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":7}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'dfa1a92f9be54032bbbee0ba45b41d6d', '\x7ab600991cf5ef5b6ec27c4cc97c6a0757f1cf248b582779d23ba6fa4f5ef09a', '{"id":"fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6","version":1,"position":17,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":17,"stored_name":"bsm.objective.set.v1","stream_id":"fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '1e0a5f10535a4839bf34cd76bf12d5b7', '\x4ffce1353f7d93fa2eedf981e8ce8e96d4b009bcc8a6d510b8051b61efe74a2d', '{"id":"15afdc7f-d923-4bf7-86b2-4f2a2482ecd4","version":1,"position":18,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":18,"stored_name":"bsm.activity.proposed.v1","stream_id":"15afdc7f-d923-4bf7-86b2-4f2a2482ecd4","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '35728bd126c24e56915101f2ecc7e1fa', '\x3874d99a3f183668be3c7585b38453160ab70da65e948720adf85fa88d87ab50', '{"id":"15afdc7f-d923-4bf7-86b2-4f2a2482ecd4","version":2,"position":19,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":19,"stored_name":"bsm.activity.agreed.v1","stream_id":"15afdc7f-d923-4bf7-86b2-4f2a2482ecd4","version":2}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'd92a548cca1d404c8d934a5a7c0bf265', '\xe02a5cf83f6d334a679a06737b3e63aab49312c379536fc8dbff52fecb4b19c5', '{"id":"15afdc7f-d923-4bf7-86b2-4f2a2482ecd4","version":3,"position":20,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":20,"stored_name":"bsm.activity.accepted.v1","stream_id":"15afdc7f-d923-4bf7-86b2-4f2a2482ecd4","version":3}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', '6ba9aa5c38e648eebaf287cce50331e2', '\x214bd4439a17944c9eea8b1c9d12aa1a93f3d86fa04a06f4cabcbff6362fd91d', '{"id":"03ac0c02-0693-445a-b4fa-960fb1c10cf2","version":1,"position":21,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":21,"stored_name":"bsm.participant.entered.v1","stream_id":"03ac0c02-0693-445a-b4fa-960fb1c10cf2","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'bd40b9649885423da7814131074ac754', '\x516dcc7d234fdaf730015f937abe4f4c91292ba1b38d7d26b026825bd7e5fd21', '{"id":"e356f936-a7bd-401a-a2e5-6a903f9b6265","version":1,"position":22,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":22,"stored_name":"bsm.participant.entered.v1","stream_id":"e356f936-a7bd-401a-a2e5-6a903f9b6265","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'bdc9594090b04c9283440e6244e23e70', '\xfac41777894d70eafe489feda60e5de94dc5c1e0646d10cf7ce7d85d1246a486', '{"id":"e914a442-4748-4b2f-b5d7-cc990d40f309","version":1,"position":23,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":23,"stored_name":"bsm.participant.entered.v1","stream_id":"e914a442-4748-4b2f-b5d7-cc990d40f309","version":1}]}');
INSERT INTO bsm_log.command_answers VALUES ('secretariat-none', 'a05557ffae604c739cda37da6a102e12', '\x881577a9651a18a5075b3a30048ac826de0c85502c44168af345d1c559920381', '{"id":"ed52e719-0a49-4e96-8c40-5fc7715f8e1a","version":7,"position":32,"recorded_at":"2016-01-04T09:00:00Z","facts":[{"position":24,"stored_name":"bsm.activity.proposed.v1","stream_id":"82a01cbf-cebb-5c4b-8514-d886917eadd5","version":1},{"position":25,"stored_name":"bsm.activity.agreed.v1","stream_id":"82a01cbf-cebb-5c4b-8514-d886917eadd5","version":2},{"position":26,"stored_name":"bsm.activity.proposed.v1","stream_id":"d717cf64-22a9-5426-9a0b-f8e875ebe4bb","version":1},{"position":27,"stored_name":"bsm.activity.agreed.v1","stream_id":"d717cf64-22a9-5426-9a0b-f8e875ebe4bb","version":2},{"position":28,"stored_name":"bsm.activity.accepted.v1","stream_id":"d717cf64-22a9-5426-9a0b-f8e875ebe4bb","version":3},{"position":29,"stored_name":"bsm.activity.comment_made.v1","stream_id":"d717cf64-22a9-5426-9a0b-f8e875ebe4bb","version":4},{"position":30,"stored_name":"bsm.activity.reported_complete.v1","stream_id":"d717cf64-22a9-5426-9a0b-f8e875ebe4bb","version":5},{"position":31,"stored_name":"bsm.activity.proposed.v1","stream_id":"1406ec5f-4c82-5ca2-807e-3faf0934ca1a","version":1},{"position":32,"stored_name":"bsm.activity.agreed.v1","stream_id":"1406ec5f-4c82-5ca2-807e-3faf0934ca1a","version":2}]}');


--
-- Data for Name: frontiers; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.frontiers VALUES (1, '\x0000000000000001e51d2079676f3ac517e70ae2d7ced6152a1d6749f13cb2c54fc33d02b555e4d4');
INSERT INTO bsm_log.frontiers VALUES (2, '\x0000000000000002556eba075b05d5ed72395949d3908e2578f01713647e02ef7e97011862f2fb33');
INSERT INTO bsm_log.frontiers VALUES (3, '\x0000000000000003556eba075b05d5ed72395949d3908e2578f01713647e02ef7e97011862f2fb3336d63f532f3702c2332037a1a293134eb67a633744e8af3128334fb563001535');
INSERT INTO bsm_log.frontiers VALUES (5, '\x0000000000000005522d69c6de8caaa02cc636731755bb0b6ba584e1277abd5ea837d150872c2b5deef60ef38fa53d96d90e6e6f0cbc8e1afb038bc470599b76a375710e7f543ea4');
INSERT INTO bsm_log.frontiers VALUES (6, '\x0000000000000006522d69c6de8caaa02cc636731755bb0b6ba584e1277abd5ea837d150872c2b5d48e7575fb6a97246b0ce0ea0f7aad7993e929bc626f6b961406c986c6dcfc9e5');
INSERT INTO bsm_log.frontiers VALUES (8, '\x0000000000000008d6b9382d4cc349536913a0ad57abdad6b1438487bbe4fa9cd6e43067e050ddee');
INSERT INTO bsm_log.frontiers VALUES (9, '\x0000000000000009d6b9382d4cc349536913a0ad57abdad6b1438487bbe4fa9cd6e43067e050ddeecce1ee28926faee9c4484f04a47ef3a9e902ed3a0b18692810e7e54dc6fb57db');
INSERT INTO bsm_log.frontiers VALUES (11, '\x000000000000000bd6b9382d4cc349536913a0ad57abdad6b1438487bbe4fa9cd6e43067e050ddee930681b01d2c5c11462643794b3a308ce88fe11a1dfeda713f3c7a78a8735dc6336977ac6b3fc4c4f722ec943881f9372389c62b958366a8a0c8cc0f4e0f9ba5');
INSERT INTO bsm_log.frontiers VALUES (12, '\x000000000000000cd6b9382d4cc349536913a0ad57abdad6b1438487bbe4fa9cd6e43067e050ddee72ea7362ab863a099b78b1edb31f6d05909cdd1a02430ef12b7ab8353d79c51e');
INSERT INTO bsm_log.frontiers VALUES (13, '\x000000000000000dd6b9382d4cc349536913a0ad57abdad6b1438487bbe4fa9cd6e43067e050ddee72ea7362ab863a099b78b1edb31f6d05909cdd1a02430ef12b7ab8353d79c51ebdf95caf0bdb12497b19a2412e570b0357bde9c9abe0acc4d9d2967718e865a3');
INSERT INTO bsm_log.frontiers VALUES (14, '\x000000000000000ed6b9382d4cc349536913a0ad57abdad6b1438487bbe4fa9cd6e43067e050ddee72ea7362ab863a099b78b1edb31f6d05909cdd1a02430ef12b7ab8353d79c51ea25f18b0b843a01b475609745831182aaaf63b084ed462abe80505abcc1fa1ee');
INSERT INTO bsm_log.frontiers VALUES (15, '\x000000000000000fd6b9382d4cc349536913a0ad57abdad6b1438487bbe4fa9cd6e43067e050ddee72ea7362ab863a099b78b1edb31f6d05909cdd1a02430ef12b7ab8353d79c51ea25f18b0b843a01b475609745831182aaaf63b084ed462abe80505abcc1fa1ee391aa135bed0085f67fbae89ead4b8c69c0b4f209d996765816cae53f03eb76e');
INSERT INTO bsm_log.frontiers VALUES (16, '\x0000000000000010a7712e806b8a1a0edbbf3cb39fc5b752d39156f05b9dab814e504f6efc8f1f76');
INSERT INTO bsm_log.frontiers VALUES (17, '\x0000000000000011a7712e806b8a1a0edbbf3cb39fc5b752d39156f05b9dab814e504f6efc8f1f7697318b481098124b61a9d822f492f234165af6a2471f090a04ade787ec1a2da3');
INSERT INTO bsm_log.frontiers VALUES (18, '\x0000000000000012a7712e806b8a1a0edbbf3cb39fc5b752d39156f05b9dab814e504f6efc8f1f760b0648a0a9854ae9eebed8450238511a9c67455c0d17a4ff639a41cb311a6a21');
INSERT INTO bsm_log.frontiers VALUES (19, '\x0000000000000013a7712e806b8a1a0edbbf3cb39fc5b752d39156f05b9dab814e504f6efc8f1f760b0648a0a9854ae9eebed8450238511a9c67455c0d17a4ff639a41cb311a6a212f67a03cb496a90f2712294408e56ec14b74716db2a425cb11838789dfccb33d');
INSERT INTO bsm_log.frontiers VALUES (20, '\x0000000000000014a7712e806b8a1a0edbbf3cb39fc5b752d39156f05b9dab814e504f6efc8f1f762cb0d0c262245b1b89ca68e4647e448637419acf970696e7f71532f3bbd44bc8');
INSERT INTO bsm_log.frontiers VALUES (21, '\x0000000000000015a7712e806b8a1a0edbbf3cb39fc5b752d39156f05b9dab814e504f6efc8f1f762cb0d0c262245b1b89ca68e4647e448637419acf970696e7f71532f3bbd44bc88e6a8def2350db8adc05c822b7468ab74172644003ada7ad9a31f42305a2ea1f');
INSERT INTO bsm_log.frontiers VALUES (22, '\x0000000000000016a7712e806b8a1a0edbbf3cb39fc5b752d39156f05b9dab814e504f6efc8f1f762cb0d0c262245b1b89ca68e4647e448637419acf970696e7f71532f3bbd44bc823236e183a3cfdcd6da18d8cece96e4dce4d1fc14b60354aed6eccc59ccc4b6d');
INSERT INTO bsm_log.frontiers VALUES (23, '\x0000000000000017a7712e806b8a1a0edbbf3cb39fc5b752d39156f05b9dab814e504f6efc8f1f762cb0d0c262245b1b89ca68e4647e448637419acf970696e7f71532f3bbd44bc823236e183a3cfdcd6da18d8cece96e4dce4d1fc14b60354aed6eccc59ccc4b6df19ce118506d1b9b360bb8ba039e3e754b2fe9aa792af77fa9568f521cc43ef1');
INSERT INTO bsm_log.frontiers VALUES (32, '\x00000000000000206f9a262a96b524afef8bd02a34e2c84fdb34490cf41dd101294a495d8fff8aee');


--
-- Data for Name: leaves; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.leaves VALUES (1, '01520bdd-5280-701a-af3a-880cb33323a2', 1, 1451898000000000, 1, '\xe51d2079676f3ac517e70ae2d7ced6152a1d6749f13cb2c54fc33d02b555e4d4');
INSERT INTO bsm_log.leaves VALUES (2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, 1451898000000000, 1, '\x7aa19f53d2286611dde1040f162897c28bca51bba854dd01b5461717063f36ce');
INSERT INTO bsm_log.leaves VALUES (3, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 2, 1451898000000000, 1, '\x36d63f532f3702c2332037a1a293134eb67a633744e8af3128334fb563001535');
INSERT INTO bsm_log.leaves VALUES (4, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 3, 1451898000000000, 0, '\xb4f754ce9c34ddc72d914ad847148c79804cd541a518a6d1e0c656078575ba9a');
INSERT INTO bsm_log.leaves VALUES (5, '7c580d1c-ccf1-5f24-98f6-b2b0f5fac801', 1, 1451898000000000, 1, '\xeef60ef38fa53d96d90e6e6f0cbc8e1afb038bc470599b76a375710e7f543ea4');
INSERT INTO bsm_log.leaves VALUES (6, 'b7873814-dbf5-4d33-bcd6-10b639890b9e', 1, 1451898000000000, 1, '\xe62f24b2a20617988bedfae11a69258966c367a8593423650c5de2122427c706');
INSERT INTO bsm_log.leaves VALUES (7, 'b7873814-dbf5-4d33-bcd6-10b639890b9e', 2, 1451898000000000, 0, '\x72b4e838ba494d6f15276fddc546a6345a91c048dc2968e18a8ba0115a7c4f12');
INSERT INTO bsm_log.leaves VALUES (8, '7c580d1c-ccf1-5f24-98f6-b2b0f5fac801', 2, 1451898000000000, 1, '\x82cc45e9a84a155774f206c4fc3016b1d44077e03c50d9bfe43bf3132c2a477d');
INSERT INTO bsm_log.leaves VALUES (9, '8f168f9d-eb63-4971-b051-9e15adeae98b', 1, 1451898000000000, 1, '\xcce1ee28926faee9c4484f04a47ef3a9e902ed3a0b18692810e7e54dc6fb57db');
INSERT INTO bsm_log.leaves VALUES (10, '8f168f9d-eb63-4971-b051-9e15adeae98b', 2, 1451898000000000, 0, '\x66c0108f792d31002a61f08c8dd9a078b71ad0c4965f5c6393dcdd378fd4ffb0');
INSERT INTO bsm_log.leaves VALUES (11, '7c580d1c-ccf1-5f24-98f6-b2b0f5fac801', 3, 1451898000000000, 1, '\x336977ac6b3fc4c4f722ec943881f9372389c62b958366a8a0c8cc0f4e0f9ba5');
INSERT INTO bsm_log.leaves VALUES (12, '7eb0cebd-8f16-4718-9692-756615ec75fd', 1, 1451898000000000, 1, '\x3f3d4719960c51ab671532476d66c9e1b928eac254645320d8a489dcbf64c30e');
INSERT INTO bsm_log.leaves VALUES (13, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 4, 1451898000000000, 1, '\xbdf95caf0bdb12497b19a2412e570b0357bde9c9abe0acc4d9d2967718e865a3');
INSERT INTO bsm_log.leaves VALUES (14, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 5, 1451898000000000, 1, '\x55b54b2b6a0b7a6a6773b771dfd20457afb8af7040b6bd38f087c5cb5db08a41');
INSERT INTO bsm_log.leaves VALUES (15, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 6, 1451898000000000, 1, '\x391aa135bed0085f67fbae89ead4b8c69c0b4f209d996765816cae53f03eb76e');
INSERT INTO bsm_log.leaves VALUES (16, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 7, 1451898000000000, 1, '\x7599684c686521f9b97e515ecb3073dd4bb7cd6df2be2a7e53059fb238889031');
INSERT INTO bsm_log.leaves VALUES (17, 'fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', 1, 1451898000000000, 1, '\x97318b481098124b61a9d822f492f234165af6a2471f090a04ade787ec1a2da3');
INSERT INTO bsm_log.leaves VALUES (18, '15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 1, 1451898000000000, 1, '\x4442c0e1579b4b6e859bac8e7699e73f44dde1aee3d4e4f9e33dba25a8fc8748');
INSERT INTO bsm_log.leaves VALUES (19, '15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 2, 1451898000000000, 1, '\x2f67a03cb496a90f2712294408e56ec14b74716db2a425cb11838789dfccb33d');
INSERT INTO bsm_log.leaves VALUES (20, '15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 3, 1451898000000000, 1, '\x5e926436ca5e1c67a50d15642fba23f7d6b4770eb62acf6cf13b80a0089a2575');
INSERT INTO bsm_log.leaves VALUES (21, '03ac0c02-0693-445a-b4fa-960fb1c10cf2', 1, 1451898000000000, 1, '\x8e6a8def2350db8adc05c822b7468ab74172644003ada7ad9a31f42305a2ea1f');
INSERT INTO bsm_log.leaves VALUES (22, 'e356f936-a7bd-401a-a2e5-6a903f9b6265', 1, 1451898000000000, 1, '\x9c501b4db761567f1b492f381e66e4d5118a67f6717154bf1a84b78aead259fe');
INSERT INTO bsm_log.leaves VALUES (23, 'e914a442-4748-4b2f-b5d7-cc990d40f309', 1, 1451898000000000, 1, '\xf19ce118506d1b9b360bb8ba039e3e754b2fe9aa792af77fa9568f521cc43ef1');
INSERT INTO bsm_log.leaves VALUES (24, '82a01cbf-cebb-5c4b-8514-d886917eadd5', 1, 1451898000000000, 0, '\x8e77aa1701db9d2676747b6fa241d7ee276fbbfb853f7b90275eb8dc6f5a7415');
INSERT INTO bsm_log.leaves VALUES (25, '82a01cbf-cebb-5c4b-8514-d886917eadd5', 2, 1451898000000000, 0, '\x907ab874a77c10af50cb43b6f34372bb81ac2369b3cc087bb60a9ff19e9b3489');
INSERT INTO bsm_log.leaves VALUES (26, 'd717cf64-22a9-5426-9a0b-f8e875ebe4bb', 1, 1451898000000000, 0, '\x372261dbabd82c6b369c13f573406bf9db1e073c4c4b1874e1f2c4c8804b41c6');
INSERT INTO bsm_log.leaves VALUES (27, 'd717cf64-22a9-5426-9a0b-f8e875ebe4bb', 2, 1451898000000000, 0, '\x4e6cc205ba5a6abf3c39a11a330ca633ec1b5c6469f8c9a9e8b0bb4ae69ef37d');
INSERT INTO bsm_log.leaves VALUES (28, 'd717cf64-22a9-5426-9a0b-f8e875ebe4bb', 3, 1451898000000000, 0, '\x7ba2fb94754ae2827720093d8e12e21ddb281e8dc5568ac69b4d262b1143d133');
INSERT INTO bsm_log.leaves VALUES (29, 'd717cf64-22a9-5426-9a0b-f8e875ebe4bb', 4, 1451898000000000, 0, '\x03e6712295bbda56b2ba95261d9f8a5a0d7a1a39b96441e9da7a17f68d06bbbe');
INSERT INTO bsm_log.leaves VALUES (30, 'd717cf64-22a9-5426-9a0b-f8e875ebe4bb', 5, 1451898000000000, 0, '\x644689ad706097bced257057cb800214b7c00fb7953b13d4f2834df32e2f6e90');
INSERT INTO bsm_log.leaves VALUES (31, '1406ec5f-4c82-5ca2-807e-3faf0934ca1a', 1, 1451898000000000, 0, '\x4d5d93f9329e9353600d4b1534c65702185b316693e363915ddbb2f96b748fbb');
INSERT INTO bsm_log.leaves VALUES (32, '1406ec5f-4c82-5ca2-807e-3faf0934ca1a', 2, 1451898000000000, 1, '\x2f3cdd32adae4c2081a0a67aeccf957b5fcbdd728a3c11c906b8efedfb97b26e');


--
-- Data for Name: log_header; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.log_header VALUES ('origin', 'example.org/bsm');


--
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.schema_steps VALUES (1, 'facts, leaves, frontiers, answers, all append-only', '0.7.0');
INSERT INTO bsm_log.schema_steps VALUES (2, 'a book of the steps that were taken', '0.7.0');
INSERT INTO bsm_log.schema_steps VALUES (3, 'an index of what was erased', '0.7.0');
INSERT INTO bsm_log.schema_steps VALUES (4, 'indexes of identities in another spelling', '0.7.0');
INSERT INTO bsm_log.schema_steps VALUES (5, 'how far programs have followed a log', '0.7.0');
INSERT INTO bsm_log.schema_steps VALUES (6, 'an index of meetings and objectives', '0.7.0');
INSERT INTO bsm_log.schema_steps VALUES (7, 'an index of decisions', '0.7.0');


--
-- Data for Name: stored_events; Type: TABLE DATA; Schema: bsm_log; Owner: -
--

INSERT INTO bsm_log.stored_events VALUES ('01520bdd-5280-701a-af3a-880cb33323a2', 1, 'bsm.network.established.v1', '\x7b226f726967696e61746f725f6964223a2230313532306264642d353238302d373031612d616633612d383830636233333332336132222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273797374656d222c22726f6c65223a2273797374656d222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2230313532306264642d353238302d373031612d616633612d383830636233333332336132222c22636f7272656c6174696f6e5f6964223a2230313532306264642d353238302d373031612d616633612d383830636233333332336132222c2270726f647563745f76657273696f6e223a22302e372e30222c226e616d65223a224e6574776f726b206f6620746865207465737473222c2264656d6f6e7374726174696f6e223a66616c73657d');
INSERT INTO bsm_log.stored_events VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, 'bsm.meeting.announced.v1', '\x7b226f726967696e61746f725f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2234316130313066332d313362652d343735662d396131342d373239346639616139356561222c22636f7272656c6174696f6e5f6964223a2234316130313066332d313362652d343735662d396131342d373239346639616139356561222c2270726f647563745f76657273696f6e223a22302e372e30222c2264657461696c73223a7b22736572696573223a22416e6e75616c204d656574696e67222c227469746c65223a223130746820416e6e75616c204d656574696e67206f66204e6174696f6e616c20466f63616c20506f696e7473222c2265646974696f6e223a31302c2263697479223a224265726c696e222c22686f7374223a224445222c226368616972223a224445222c226f7267616e69736572223a6e756c6c2c227374617274735f6f6e223a22323031362d30342d3132222c22656e64735f6f6e223a22323031362d30342d3133222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e222c226d6f6465223a22696e20706572736f6e222c227468656d6573223a5b5d7d7d');
INSERT INTO bsm_log.stored_events VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 2, 'bsm.meeting.delegations_invited.v1', '\x7b226f726967696e61746f725f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2266343936383435612d326532642d346461652d396361392d643132373666376565346635222c22636f7272656c6174696f6e5f6964223a2266343936383435612d326532642d346461652d396361392d643132373666376565346635222c2270726f647563745f76657273696f6e223a22302e372e30222c2264656c65676174696f6e73223a5b7b22636f6465223a224154222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a2241757374726961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a337d2c7b22636f6465223a224954222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a224974616c79222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a337d2c7b22636f6465223a224d4b222c226b696e64223a2270617274696369706174696e67205374617465222c226e616d65223a2274686520666f726d6572205975676f736c61762052657075626c6963206f66204d616365646f6e6961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a327d2c7b22636f6465223a22445a222c226b696e64223a22506172746e657220666f7220436f2d6f7065726174696f6e222c226e616d65223a22416c6765726961222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a327d2c7b22636f6465223a2246524f4e544558222c226b696e64223a226f7267616e69736174696f6e222c226e616d65223a2246726f6e746578222c226167656e63795f6f66223a6e756c6c2c2271756f7461223a317d5d7d');
INSERT INTO bsm_log.stored_events VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 3, 'bsm.meeting.registration_opened.v1', '\x7b226f726967696e61746f725f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231316130386364362d643933322d346163302d396664632d616663623930386365333966222c22636f7272656c6174696f6e5f6964223a2231316130386364362d643933322d346163302d396664632d616663623930386365333966222c2270726f647563745f76657273696f6e223a22302e372e30222c226361706163697479223a3130307d');
INSERT INTO bsm_log.stored_events VALUES ('7c580d1c-ccf1-5f24-98f6-b2b0f5fac801', 1, 'bsm.seat_ledger.opened.v1', '\x7b226f726967696e61746f725f6964223a2237633538306431632d636366312d356632342d393866362d623262306635666163383031222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231316130386364362d643933322d346163302d396664632d616663623930386365333966222c22636f7272656c6174696f6e5f6964223a2231316130386364362d643933322d346163302d396664632d616663623930386365333966222c2270726f647563745f76657273696f6e223a22302e372e30222c226d656574696e675f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161227d');
INSERT INTO bsm_log.stored_events VALUES ('b7873814-dbf5-4d33-bcd6-10b639890b9e', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2262373837333831342d646266352d346433332d626364362d313062363339383930623965222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a22666f63616c2d706f696e742d4154222c22726f6c65223a22666f63616c2d706f696e74222c2264656c65676174696f6e223a224154222c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2264613030613865312d333533642d346462642d623431652d373833633831386439653238222c22636f7272656c6174696f6e5f6964223a2264613030613865312d333533642d346462642d623431652d373833633831386439653238222c2270726f647563745f76657273696f6e223a22302e372e30222c226d656574696e675f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c2264656c65676174696f6e223a224154222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('b7873814-dbf5-4d33-bcd6-10b639890b9e', 2, 'bsm.registration.confirmed.v1', '\x7b226f726967696e61746f725f6964223a2262373837333831342d646266352d346433332d626364362d313062363339383930623965222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2266363032633361312d376161322d346132392d396664362d306634616535613438373934222c22636f7272656c6174696f6e5f6964223a2266363032633361312d376161322d346132392d396664362d306634616535613438373934222c2270726f647563745f76657273696f6e223a22302e372e30227d');
INSERT INTO bsm_log.stored_events VALUES ('7c580d1c-ccf1-5f24-98f6-b2b0f5fac801', 2, 'bsm.seat_ledger.seat_taken.v1', '\x7b226f726967696e61746f725f6964223a2237633538306431632d636366312d356632342d393866362d623262306635666163383031222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2266363032633361312d376161322d346132392d396664362d306634616535613438373934222c22636f7272656c6174696f6e5f6964223a2266363032633361312d376161322d346132392d396664362d306634616535613438373934222c2270726f647563745f76657273696f6e223a22302e372e30222c22726567697374726174696f6e5f6964223a2262373837333831342d646266352d346433332d626364362d313062363339383930623965222c2264656c65676174696f6e223a224154222c22726561736f6e223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('8f168f9d-eb63-4971-b051-9e15adeae98b', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2238663136386639642d656236332d343937312d623035312d396531356164656165393862222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a22666f63616c2d706f696e742d4154222c22726f6c65223a22666f63616c2d706f696e74222c2264656c65676174696f6e223a224154222c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2266653066313964332d643066392d343564302d623964302d346539393737346330393632222c22636f7272656c6174696f6e5f6964223a2266653066313964332d643066392d343564302d623964302d346539393737346330393632222c2270726f647563745f76657273696f6e223a22302e372e30222c226d656574696e675f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c2264656c65676174696f6e223a224154222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('8f168f9d-eb63-4971-b051-9e15adeae98b', 2, 'bsm.registration.confirmed.v1', '\x7b226f726967696e61746f725f6964223a2238663136386639642d656236332d343937312d623035312d396531356164656165393862222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2237636335336230662d343630362d343633342d623465362d336230306661613036343835222c22636f7272656c6174696f6e5f6964223a2237636335336230662d343630362d343633342d623465362d336230306661613036343835222c2270726f647563745f76657273696f6e223a22302e372e30227d');
INSERT INTO bsm_log.stored_events VALUES ('7c580d1c-ccf1-5f24-98f6-b2b0f5fac801', 3, 'bsm.seat_ledger.seat_taken.v1', '\x7b226f726967696e61746f725f6964223a2237633538306431632d636366312d356632342d393866362d623262306635666163383031222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2237636335336230662d343630362d343633342d623465362d336230306661613036343835222c22636f7272656c6174696f6e5f6964223a2237636335336230662d343630362d343633342d623465362d336230306661613036343835222c2270726f647563745f76657273696f6e223a22302e372e30222c22726567697374726174696f6e5f6964223a2238663136386639642d656236332d343937312d623035312d396531356164656165393862222c2264656c65676174696f6e223a224154222c22726561736f6e223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('7eb0cebd-8f16-4718-9692-756615ec75fd', 1, 'bsm.registration.nominated.v1', '\x7b226f726967696e61746f725f6964223a2237656230636562642d386631362d343731382d393639322d373536363135656337356664222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231636365666531372d616662642d343365652d393864392d336130326433623562386430222c22636f7272656c6174696f6e5f6964223a2231636365666531372d616662642d343365652d393864392d336130326433623562386430222c2270726f647563745f76657273696f6e223a22302e372e30222c226d656574696e675f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c2264656c65676174696f6e223a224954222c2266756e6374696f6e223a226d656d626572222c227061727469636970616e745f6964223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 4, 'bsm.meeting.session_scheduled.v2', '\x7b226f726967696e61746f725f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c226f726967696e61746f725f76657273696f6e223a342c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2237303439636232612d373031382d346630322d623533632d393534353531386164656133222c22636f7272656c6174696f6e5f6964223a2237303439636232612d373031382d346630322d623533632d393534353531386164656133222c2270726f647563745f76657273696f6e223a22302e372e30222c2273657373696f6e223a7b2273657373696f6e5f6964223a2232393662336432632d646265362d343462342d386539392d303939646138346333663162222c226f6e223a22323031362d30342d3132222c227469746c65223a224f70656e696e67222c226b696e64223a22706c656e617279222c2261756469656e6365223a22616c6c222c227374617274735f6174223a6e756c6c2c22656e64735f6174223a6e756c6c2c22726f6f6d223a6e756c6c2c226f72646572223a6e756c6c2c226465736372697074696f6e223a6e756c6c7d2c2272656c6561736564223a66616c73657d');
INSERT INTO bsm_log.stored_events VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 5, 'bsm.meeting.session_scheduled.v2', '\x7b226f726967696e61746f725f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c226f726967696e61746f725f76657273696f6e223a352c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2238306537313537372d663037372d343165342d393864312d343362366463383563393364222c22636f7272656c6174696f6e5f6964223a2238306537313537372d663037372d343165342d393864312d343362366463383563393364222c2270726f647563745f76657273696f6e223a22302e372e30222c2273657373696f6e223a7b2273657373696f6e5f6964223a2234303633366565392d623763652d343464652d396665302d383632623031363965313636222c226f6e223a22323031362d30342d3132222c227469746c65223a224d617073222c226b696e64223a22776f726b696e672073657373696f6e222c2261756469656e6365223a22616c6c222c227374617274735f6174223a6e756c6c2c22656e64735f6174223a6e756c6c2c22726f6f6d223a6e756c6c2c226f72646572223a6e756c6c2c226465736372697074696f6e223a6e756c6c7d2c2272656c6561736564223a66616c73657d');
INSERT INTO bsm_log.stored_events VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 6, 'bsm.meeting.session_scheduled.v2', '\x7b226f726967696e61746f725f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c226f726967696e61746f725f76657273696f6e223a362c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261663235353430352d373663352d343530382d626630642d336239336339326133626230222c22636f7272656c6174696f6e5f6964223a2261663235353430352d373663352d343530382d626630642d336239336339326133626230222c2270726f647563745f76657273696f6e223a22302e372e30222c2273657373696f6e223a7b2273657373696f6e5f6964223a2238383732643136392d626262632d346465622d383334322d633031383663303164646432222c226f6e223a22323031362d30342d3132222c227469746c65223a224c696169736f6e222c226b696e64223a22666f63616c20706f696e7473206f6e6c79222c2261756469656e6365223a22666f63616c20706f696e7473222c227374617274735f6174223a6e756c6c2c22656e64735f6174223a6e756c6c2c22726f6f6d223a6e756c6c2c226f72646572223a6e756c6c2c226465736372697074696f6e223a6e756c6c7d2c2272656c6561736564223a66616c73657d');
INSERT INTO bsm_log.stored_events VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 7, 'bsm.meeting.agenda_released.v1', '\x7b226f726967696e61746f725f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c226f726967696e61746f725f76657273696f6e223a372c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2234336564313937652d313562322d343838382d383639642d366566346239626531383133222c22636f7272656c6174696f6e5f6964223a2234336564313937652d313562322d343838382d383639642d366566346239626531383133222c2270726f647563745f76657273696f6e223a22302e372e30222c226e756d626572223a312c226e6f7465223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', 1, 'bsm.objective.set.v1', '\x7b226f726967696e61746f725f6964223a2266643766326533622d623962652d343536642d623535632d643565636666346238346136222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2264666131613932662d396265352d343033322d626262652d653062613435623431643664222c22636f7272656c6174696f6e5f6964223a2264666131613932662d396265352d343033322d626262652d653062613435623431643664222c2270726f647563745f76657273696f6e223a22302e372e30222c226d656574696e675f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c22636f6465223a224f31222c2274657874223a225368617265207768617420776f726b73206174206a6f696e7420626f7264657220706f7374732e222c2261756469656e6365223a22616c6c222c226f7574636f6d655f6b696e64223a2261677265656d656e74222c2261696d5f666f725f616c6c223a66616c73657d');
INSERT INTO bsm_log.stored_events VALUES ('15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2231356166646337662d643932332d346266372d383662322d346632613234383265636434222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2231653061356631302d353335612d343833392d626633342d636437366266313264356237222c22636f7272656c6174696f6e5f6964223a2231653061356631302d353335612d343833392d626633342d636437366266313264356237222c2270726f647563745f76657273696f6e223a22302e372e30222c226d656574696e675f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c226f726967696e223a7b226b696e64223a226f626a656374697665222c226f626a6563746976655f6964223a2266643766326533622d623962652d343536642d623535632d643565636666346238346136227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a2253686172652074686520626f726465722070726f746f636f6c222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d30392d3330222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2231356166646337662d643932332d346266372d383662322d346632613234383265636434222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2233353732386264312d323663322d346535362d393135312d303166326563633765316661222c22636f7272656c6174696f6e5f6964223a2233353732386264312d323663322d346535362d393135312d303166326563633765316661222c2270726f647563745f76657273696f6e223a22302e372e30227d');
INSERT INTO bsm_log.stored_events VALUES ('15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 3, 'bsm.activity.accepted.v1', '\x7b226f726967696e61746f725f6964223a2231356166646337662d643932332d346266372d383662322d346632613234383265636434222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2264393261353438632d636131642d343034632d386439332d346135613763306266323635222c22636f7272656c6174696f6e5f6964223a2264393261353438632d636131642d343034632d386439332d346135613763306266323635222c2270726f647563745f76657273696f6e223a22302e372e30227d');
INSERT INTO bsm_log.stored_events VALUES ('03ac0c02-0693-445a-b4fa-960fb1c10cf2', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2230336163306330322d303639332d343435612d623466612d393630666231633130636632222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2236626139616135632d333865362d343865652d626166322d383763636535303333316532222c22636f7272656c6174696f6e5f6964223a2236626139616135632d333865362d343865652d626166322d383763636535303333316532222c2270726f647563745f76657273696f6e223a22302e372e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2230643139613865342d633965322d356532312d393232322d663838386365616261303439222c226e6f6e6365223a226253495250376a74665477366d583259222c2263697068657274657874223a223231737a68372f6b46304454336f374d534d374c4a45556d556f79356a5938546b6a5535372f6234686665707a7639496f59306d227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2230643139613865342d633965322d356532312d393232322d663838386365616261303439222c226e6f6e6365223a22562f2b4944343861706337576a5a4452222c2263697068657274657874223a226e34447a4470366e4849334b46624e54505936323062527341565167786f2f7068312b77686b776d78784959544a5a354c4d7a31717735644d413d3d227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('e356f936-a7bd-401a-a2e5-6a903f9b6265', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2265333536663933362d613762642d343031612d613265352d366139303366396236323635222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2262643430623936342d393838352d343233642d613738312d343133313037346163373534222c22636f7272656c6174696f6e5f6964223a2262643430623936342d393838352d343233642d613738312d343133313037346163373534222c2270726f647563745f76657273696f6e223a22302e372e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2264393162393630632d663031332d353839342d623361362d666562613365633062383664222c226e6f6e6365223a224a4641476c3732554b714f35792b5438222c2263697068657274657874223a22504833346b61694b493537716d4b6e416d794464444441474b32377432305a5a353242762b65786d364a5a75465439592f656d65227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2264393162393630632d663031332d353839342d623361362d666562613365633062383664222c226e6f6e6365223a22576b336475306b7352463777752f2f42222c2263697068657274657874223a223575306f335046703251665758444967304a776e6e394458624f536d4f4a41646441416d38316a6d4c4d68432f6b504364473658477734463369536d74356a6e227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('e914a442-4748-4b2f-b5d7-cc990d40f309', 1, 'bsm.participant.entered.v1', '\x7b226f726967696e61746f725f6964223a2265393134613434322d343734382d346232662d623564372d636339393064343066333039222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2262646339353934302d393062302d346339322d383334342d306536323434653233653730222c22636f7272656c6174696f6e5f6964223a2262646339353934302d393062302d346339322d383334342d306536323434653233653730222c2270726f647563745f76657273696f6e223a22302e372e30222c2264656c65676174696f6e223a224154222c2264657461696c73223a7b226e616d65223a7b226b696e64223a227365616c6564222c226b6579223a2265306635623362362d666163392d353363322d623266662d373563643837653066363062222c226e6f6e6365223a22717368436676575441354c5944546a58222c2263697068657274657874223a22705178566a79686e7a635074796d48326d385268692b514267495550426a62746b59414f4a625749773541635a4278594778756f227d2c22636f6e74616374223a7b226b696e64223a227365616c6564222c226b6579223a2265306635623362362d666163392d353363322d623266662d373563643837653066363062222c226e6f6e6365223a2236616146505372563335416f6e4a584a222c2263697068657274657874223a226563593962736d3952394b48527250446776773833774f6b6539456843693653424e565458346c4c31773663536243747564436c48664a5446425933556568466f513d3d227d2c22706f7374223a6e756c6c2c226e65656473223a6e756c6c7d7d');
INSERT INTO bsm_log.stored_events VALUES ('82a01cbf-cebb-5c4b-8514-d886917eadd5', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2238326130316362662d636562622d356334622d383531342d643838363931376561646435222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c22636f7272656c6174696f6e5f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c2270726f647563745f76657273696f6e223a22302e372e30222c226d656574696e675f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a2232227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a2245786368616e676520432b2b206c69737473222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d30392d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('82a01cbf-cebb-5c4b-8514-d886917eadd5', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2238326130316362662d636562622d356334622d383531342d643838363931376561646435222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c22636f7272656c6174696f6e5f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c2270726f647563745f76657273696f6e223a22302e372e30227d');
INSERT INTO bsm_log.stored_events VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2264373137636636342d323261392d353432362d396130622d663865383735656265346262222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c22636f7272656c6174696f6e5f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c2270726f647563745f76657273696f6e223a22302e372e30222c226d656574696e675f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a223033227d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a222d4d617073222c226f776e6572223a7b2264656c65676174696f6e223a224445222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d31302d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2264373137636636342d323261392d353432362d396130622d663865383735656265346262222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c22636f7272656c6174696f6e5f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c2270726f647563745f76657273696f6e223a22302e372e30227d');
INSERT INTO bsm_log.stored_events VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 3, 'bsm.activity.accepted.v1', '\x7b226f726967696e61746f725f6964223a2264373137636636342d323261392d353432362d396130622d663865383735656265346262222c226f726967696e61746f725f76657273696f6e223a332c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c22636f7272656c6174696f6e5f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c2270726f647563745f76657273696f6e223a22302e372e30227d');
INSERT INTO bsm_log.stored_events VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 4, 'bsm.activity.comment_made.v1', '\x7b226f726967696e61746f725f6964223a2264373137636636342d323261392d353432362d396130622d663865383735656265346262222c226f726967696e61746f725f76657273696f6e223a342c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c22636f7272656c6174696f6e5f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c2270726f647563745f76657273696f6e223a22302e372e30222c22636f6d6d656e745f6964223a2235346237396564362d663035312d353031612d393532622d613530333539663037613638222c2274657874223a7b226b696e64223a227365616c6564222c226b6579223a2230313532306264642d353238302d373565322d613832642d626132626337323464356663222c226e6f6e6365223a225052496278584c396332706437576472222c2263697068657274657874223a22324d43413874783330764a5a552b357873795832544463437a744877585855633876385462707954775677584257477731586f552f6846455765553d227d2c226d656e74696f6e73223a5b5d7d');
INSERT INTO bsm_log.stored_events VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 5, 'bsm.activity.reported_complete.v1', '\x7b226f726967696e61746f725f6964223a2264373137636636342d323261392d353432362d396130622d663865383735656265346262222c226f726967696e61746f725f76657273696f6e223a352c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c22636f7272656c6174696f6e5f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c2270726f647563745f76657273696f6e223a22302e372e30222c226e6f7465223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('1406ec5f-4c82-5ca2-807e-3faf0934ca1a', 1, 'bsm.activity.proposed.v1', '\x7b226f726967696e61746f725f6964223a2231343036656335662d346338322d356361322d383037652d336661663039333463613161222c226f726967696e61746f725f76657273696f6e223a312c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c22636f7272656c6174696f6e5f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c2270726f647563745f76657273696f6e223a22302e372e30222c226d656574696e675f6964223a2265643532653731392d306134392d346539362d386334302d356663373731356638653161222c226f726967696e223a7b226b696e64223a22747261636b6572222c227265666572656e6365223a6e756c6c7d2c2261756469656e6365223a22616c6c222c2270726f6d697365223a7b227469746c65223a22526f616473202870617274203129222c226f776e6572223a7b2264656c65676174696f6e223a224154222c226167656e6379223a6e756c6c2c22706572736f6e223a6e756c6c7d2c22706172746e657273223a5b5d2c22647565223a7b226f6e223a22323031362d31312d3035222c22707265636973696f6e223a22646179222c2274696d655f7a6f6e65223a224575726f70652f4265726c696e227d7d2c226c696e65616765223a6e756c6c7d');
INSERT INTO bsm_log.stored_events VALUES ('1406ec5f-4c82-5ca2-807e-3faf0934ca1a', 2, 'bsm.activity.agreed.v1', '\x7b226f726967696e61746f725f6964223a2231343036656335662d346338322d356361322d383037652d336661663039333463613161222c226f726967696e61746f725f76657273696f6e223a322c227265636f726465645f6174223a22323031362d30312d30345430393a30303a30305a222c226f636375727265645f6174223a22323031362d30312d30345430393a30303a30305a222c226163746f72223a7b226163636f756e74223a2273656372657461726961742d6e6f6e65222c22726f6c65223a227365637265746172696174222c2264656c65676174696f6e223a6e756c6c2c226f6e5f626568616c665f6f66223a6e756c6c2c227369676e65645f696e5f6279223a2273797374656d227d2c22636f6d6d616e645f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c22636f7272656c6174696f6e5f6964223a2261303535353766662d616536302d346337332d396364612d333764613661313032653132222c2270726f647563745f76657273696f6e223a22302e372e30227d');


--
-- Data for Name: tracking; Type: TABLE DATA; Schema: bsm_log; Owner: -
--



--
-- Data for Name: activities__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.activities__1 VALUES ('15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', 'all', 'Share the border protocol', 'AT', NULL, '[]', '2016-09-30', 'day', '2016-09-30', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'objective', 'fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475272800000000, 1451898000000000, 1475272800000000, NULL, NULL, 0, NULL, NULL, NULL, 18, 19);
INSERT INTO bsm_read.activities__1 VALUES ('15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', 'all', 'Share the border protocol', 'AT', NULL, '[]', '2016-09-30', 'day', '2016-09-30', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'objective', 'fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475272800000000, 1451898000000000, 1475272800000000, NULL, NULL, 0, NULL, NULL, NULL, 19, 20);
INSERT INTO bsm_read.activities__1 VALUES ('15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 3, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', 'all', 'Share the border protocol', 'AT', NULL, '[]', '2016-09-30', 'day', '2016-09-30', 0, 0, 'accepted', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'objective', 'fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475272800000000, 1451898000000000, 1475272800000000, NULL, NULL, 0, NULL, NULL, NULL, 20, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('82a01cbf-cebb-5c4b-8514-d886917eadd5', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', 'Exchange C++ lists', 'AT', NULL, '[]', '2016-09-05', 'day', '2016-09-05', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'tracker', '2', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1473112800000000, 1451898000000000, 1473112800000000, NULL, NULL, 0, NULL, NULL, NULL, 24, 25);
INSERT INTO bsm_read.activities__1 VALUES ('82a01cbf-cebb-5c4b-8514-d886917eadd5', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', 'Exchange C++ lists', 'AT', NULL, '[]', '2016-09-05', 'day', '2016-09-05', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'tracker', '2', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1473112800000000, 1451898000000000, 1473112800000000, NULL, NULL, 0, NULL, NULL, NULL, 25, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'tracker', '03', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, 0, NULL, NULL, NULL, 26, 27);
INSERT INTO bsm_read.activities__1 VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'tracker', '03', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, 0, NULL, NULL, NULL, 27, 28);
INSERT INTO bsm_read.activities__1 VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 3, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'accepted', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'tracker', '03', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, 0, NULL, NULL, NULL, 28, 29);
INSERT INTO bsm_read.activities__1 VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 4, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'accepted', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'tracker', '03', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, 0, NULL, NULL, NULL, 29, 30);
INSERT INTO bsm_read.activities__1 VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 5, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', '-Maps', 'DE', NULL, '[]', '2016-10-05', 'day', '2016-10-05', 0, 0, 'reported complete', 100, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'tracker', '03', NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, 'Europe/Berlin', 1475704800000000, 1451898000000000, 1475704800000000, NULL, NULL, 0, 5, 5, NULL, 30, 9223372036854775807);
INSERT INTO bsm_read.activities__1 VALUES ('1406ec5f-4c82-5ca2-807e-3faf0934ca1a', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', 'Roads (part 1)', 'AT', NULL, '[]', '2016-11-05', 'day', '2016-11-05', 0, 0, 'proposed', 0, 1451898000000000, NULL, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'tracker', NULL, NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1478386800000000, 1451898000000000, 1478386800000000, NULL, NULL, 0, NULL, NULL, NULL, 31, 32);
INSERT INTO bsm_read.activities__1 VALUES ('1406ec5f-4c82-5ca2-807e-3faf0934ca1a', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', 'Roads (part 1)', 'AT', NULL, '[]', '2016-11-05', 'day', '2016-11-05', 0, 0, 'agreed', 0, 1451898000000000, 1451898000000000, NULL, 1451898000000000, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'tracker', NULL, NULL, NULL, '[]', '[]', 1, 1451898000000000, 1451898000000000, 1451898000000000, NULL, NULL, NULL, NULL, NULL, 'Europe/Berlin', 1478386800000000, 1451898000000000, 1478386800000000, NULL, NULL, 0, NULL, NULL, NULL, 32, 9223372036854775807);


--
-- Data for Name: activity_editions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.activity_editions__1 VALUES ('15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 18, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('82a01cbf-cebb-5c4b-8514-d886917eadd5', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 24, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 26, 9223372036854775807);
INSERT INTO bsm_read.activity_editions__1 VALUES ('1406ec5f-4c82-5ca2-807e-3faf0934ca1a', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 31, 9223372036854775807);


--
-- Data for Name: agenda_versions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.agenda_versions__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, 1451898000000000, NULL, 16, 9223372036854775807);


--
-- Data for Name: changed_subjects__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: comments__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.comments__1 VALUES ('54b79ed6-f051-501a-952b-a50359f07a68', '{"kind":"sealed","key":"01520bdd-5280-75e2-a82d-ba2bc724d5fc","nonce":"PRIbxXL9c2pd7Wdr","ciphertext":"2MCA8tx30vJZU+5xsyX2TDcCztHwXXUc8v8TbpyTwVwXBWGw1XoU/hFEWeU="}', '[]', 'secretariat', NULL, 1451898000000000, 1451898000000000, 'd717cf64-22a9-5426-9a0b-f8e875ebe4bb', 'all', 'a05557ff-ae60-4c73-9cda-37da6a102e12', 29, 9223372036854775807);


--
-- Data for Name: decision_comments__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: decision_versions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: decisions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: delegations__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.delegations__1 VALUES ('AT', 'Austria', 'participating State', NULL, 3, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, NULL, 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('IT', 'Italy', 'participating State', NULL, 3, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, NULL, 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('MK', 'the former Yugoslav Republic of Macedonia', 'participating State', NULL, 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, NULL, 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('DZ', 'Algeria', 'Partner for Co-operation', NULL, 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, NULL, 3, 9223372036854775807);
INSERT INTO bsm_read.delegations__1 VALUES ('FRONTEX', 'Frontex', 'organisation', NULL, 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, NULL, 3, 9223372036854775807);


--
-- Data for Name: dependencies__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: draft_sessions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.draft_sessions__1 VALUES ('296b3d2c-dbe6-44b4-8e99-099da84c3f1b', '2016-04-12', 'Opening', 'plenary', 'all', NULL, NULL, NULL, NULL, NULL, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 0, NULL, NULL, NULL, NULL, NULL, 13, 9223372036854775807);
INSERT INTO bsm_read.draft_sessions__1 VALUES ('40636ee9-b7ce-44de-9fe0-862b0169e166', '2016-04-12', 'Maps', 'working session', 'all', NULL, NULL, NULL, NULL, NULL, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, NULL, NULL, NULL, NULL, NULL, 14, 9223372036854775807);
INSERT INTO bsm_read.draft_sessions__1 VALUES ('8872d169-bbbc-4deb-8342-c0186c01ddd2', '2016-04-12', 'Liaison', 'focal points only', 'focal points', NULL, NULL, NULL, NULL, NULL, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 2, NULL, NULL, NULL, NULL, NULL, 15, 9223372036854775807);


--
-- Data for Name: drafted_parts__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.drafted_parts__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', '["296b3d2c-dbe6-44b4-8e99-099da84c3f1b"]', 'draft', 13, 14);
INSERT INTO bsm_read.drafted_parts__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', '["296b3d2c-dbe6-44b4-8e99-099da84c3f1b", "40636ee9-b7ce-44de-9fe0-862b0169e166"]', 'draft', 14, 15);
INSERT INTO bsm_read.drafted_parts__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', '["296b3d2c-dbe6-44b4-8e99-099da84c3f1b", "40636ee9-b7ce-44de-9fe0-862b0169e166", "8872d169-bbbc-4deb-8342-c0186c01ddd2"]', 'draft', 15, 16);
INSERT INTO bsm_read.drafted_parts__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', '[]', 'draft', 16, 9223372036854775807);


--
-- Data for Name: evidence__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: facts__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.facts__1 VALUES (1, 'network', 'bsm.network.established.v1', '01520bdd-5280-701a-af3a-880cb33323a2', 1, NULL, NULL, 'all', 1451898000000000, 1451898000000000, 0, 'system', NULL, '01520bdd-5280-701a-af3a-880cb33323a2', '{"name":"Network of the tests","demonstration":""}', NULL, 1, 0, 0, 0, 0, 1, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (2, 'meeting', 'bsm.meeting.announced.v1', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '41a010f3-13be-475f-9a14-7294f9aa95ea', '{"meeting":"the 10th meeting (Berlin 2016)","starts_on":"2016-04-12"}', NULL, 2, 0, 0, 0, 0, 2, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (3, 'meeting', 'bsm.meeting.delegations_invited.v1', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'f496845a-2e2d-4dae-9ca9-d1276f7ee4f5', '{"meeting":"the 10th meeting (Berlin 2016)","invited":"5 delegations were"}', NULL, 3, 0, 0, 0, 0, 3, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (4, 'meeting', 'bsm.meeting.registration_opened.v1', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 3, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '11a08cd6-d932-4ac0-9fdc-afcb908ce39f', '{"meeting":"the 10th meeting (Berlin 2016)","capacity":100}', NULL, 4, 0, 0, 0, 0, 4, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (5, 'seat_ledger', 'bsm.seat_ledger.opened.v1', '7c580d1c-ccf1-5f24-98f6-b2b0f5fac801', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '11a08cd6-d932-4ac0-9fdc-afcb908ce39f', '{"meeting":"the 10th meeting (Berlin 2016)"}', NULL, 5, 0, 0, 0, 0, 5, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (6, 'registration', 'bsm.registration.nominated.v1', 'b7873814-dbf5-4d33-bcd6-10b639890b9e', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'focal-point', 'AT', 'da00a8e1-353d-4dbd-b41e-783c818d9e28', '{"delegation":"AT","function":"member","a_function":"a member"}', NULL, 6, 0, 0, 0, 0, 6, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (7, 'registration', 'bsm.registration.confirmed.v1', 'b7873814-dbf5-4d33-bcd6-10b639890b9e', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'f602c3a1-7aa2-4a29-9fd6-0f4ae5a48794', '{"delegation":"AT","function":"member"}', NULL, 7, 0, 0, 0, 0, 7, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (8, 'seat_ledger', 'bsm.seat_ledger.seat_taken.v1', '7c580d1c-ccf1-5f24-98f6-b2b0f5fac801', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'f602c3a1-7aa2-4a29-9fd6-0f4ae5a48794', '{"meeting":"the 10th meeting (Berlin 2016)","delegation":"AT"}', NULL, 8, 0, 0, 0, 0, 8, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (9, 'registration', 'bsm.registration.nominated.v1', '8f168f9d-eb63-4971-b051-9e15adeae98b', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'focal-point', 'AT', 'fe0f19d3-d0f9-45d0-b9d0-4e99774c0962', '{"delegation":"AT","function":"member","a_function":"a member"}', NULL, 9, 0, 0, 0, 0, 9, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (10, 'registration', 'bsm.registration.confirmed.v1', '8f168f9d-eb63-4971-b051-9e15adeae98b', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '7cc53b0f-4606-4634-b4e6-3b00faa06485', '{"delegation":"AT","function":"member"}', NULL, 10, 0, 0, 0, 0, 10, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (11, 'seat_ledger', 'bsm.seat_ledger.seat_taken.v1', '7c580d1c-ccf1-5f24-98f6-b2b0f5fac801', 3, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '7cc53b0f-4606-4634-b4e6-3b00faa06485', '{"meeting":"the 10th meeting (Berlin 2016)","delegation":"AT"}', NULL, 11, 0, 0, 0, 0, 11, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (12, 'registration', 'bsm.registration.nominated.v1', '7eb0cebd-8f16-4718-9692-756615ec75fd', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'IT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '1ccefe17-afbd-43ee-98d9-3a02d3b5b8d0', '{"delegation":"IT","function":"member","a_function":"a member"}', NULL, 12, 0, 0, 0, 0, 12, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (13, 'meeting', 'bsm.meeting.session_scheduled.v2', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 4, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'draft', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '7049cb2a-7018-4f02-b53c-9545518adea3', '{"meeting":"the 10th meeting (Berlin 2016)","what":"A session was added to the draft of"}', NULL, 12, 0, 0, 1, 0, 13, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (14, 'meeting', 'bsm.meeting.session_scheduled.v2', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 5, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'draft', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '80e71577-f077-41e4-98d1-43b6dc85c93d', '{"meeting":"the 10th meeting (Berlin 2016)","what":"A session was added to the draft of"}', NULL, 12, 0, 0, 2, 0, 14, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (15, 'meeting', 'bsm.meeting.session_scheduled.v2', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 6, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'restricted draft', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'af255405-76c5-4508-bf0d-3b93c92a3bb0', '{"meeting":"the 10th meeting (Berlin 2016)","what":"A session was added to the draft of"}', NULL, 12, 0, 0, 2, 1, 15, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (16, 'meeting', 'bsm.meeting.agenda_released.v1', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 7, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '43ed197e-15b2-4888-869d-6ef4b9be1813', '{"meeting":"the 10th meeting (Berlin 2016)","number":1,"note":""}', NULL, 13, 0, 0, 2, 1, 16, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (17, 'objective', 'bsm.objective.set.v1', 'fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'dfa1a92f-9be5-4032-bbbe-e0ba45b41d6d', '{"code":"O1","text":"Share what works at joint border posts."}', NULL, 14, 0, 0, 2, 1, 17, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (18, 'activity', 'bsm.activity.proposed.v1', '15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '1e0a5f10-535a-4839-bf34-cd76bf12d5b7', '{"title":"Share the border protocol","owner":"AT","due_on":"2016-09-30"}', NULL, 15, 0, 0, 2, 1, 18, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (19, 'activity', 'bsm.activity.agreed.v1', '15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '35728bd1-26c2-4e56-9151-01f2ecc7e1fa', '{"title":"Share the border protocol","owner":"AT"}', NULL, 16, 0, 0, 2, 1, 19, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (20, 'activity', 'bsm.activity.accepted.v1', '15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 3, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'd92a548c-ca1d-404c-8d93-4a5a7c0bf265', '{"title":"Share the border protocol","owner":"AT"}', NULL, 17, 0, 0, 2, 1, 20, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (21, 'participant', 'bsm.participant.entered.v1', '03ac0c02-0693-445a-b4fa-960fb1c10cf2', 1, NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, '6ba9aa5c-38e6-48ee-baf2-87cce50331e2', '{"delegation":"AT"}', NULL, 18, 0, 0, 2, 1, 21, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (22, 'participant', 'bsm.participant.entered.v1', 'e356f936-a7bd-401a-a2e5-6a903f9b6265', 1, NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'bd40b964-9885-423d-a781-4131074ac754', '{"delegation":"AT"}', NULL, 19, 0, 0, 2, 1, 22, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (23, 'participant', 'bsm.participant.entered.v1', 'e914a442-4748-4b2f-b5d7-cc990d40f309', 1, NULL, 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'bdc95940-90b0-4c92-8344-0e6244e23e70', '{"delegation":"AT"}', NULL, 20, 0, 0, 2, 1, 23, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (24, 'activity', 'bsm.activity.proposed.v1', '82a01cbf-cebb-5c4b-8514-d886917eadd5', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a05557ff-ae60-4c73-9cda-37da6a102e12', '{"title":"Exchange C++ lists","owner":"AT","due_on":"2016-09-05"}', NULL, 21, 0, 0, 2, 1, 24, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (25, 'activity', 'bsm.activity.agreed.v1', '82a01cbf-cebb-5c4b-8514-d886917eadd5', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a05557ff-ae60-4c73-9cda-37da6a102e12', '{"title":"Exchange C++ lists","owner":"AT"}', NULL, 22, 0, 0, 2, 1, 25, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (26, 'activity', 'bsm.activity.proposed.v1', 'd717cf64-22a9-5426-9a0b-f8e875ebe4bb', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a05557ff-ae60-4c73-9cda-37da6a102e12', '{"title":"-Maps","owner":"DE","due_on":"2016-10-05"}', NULL, 23, 0, 0, 2, 1, 26, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (27, 'activity', 'bsm.activity.agreed.v1', 'd717cf64-22a9-5426-9a0b-f8e875ebe4bb', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a05557ff-ae60-4c73-9cda-37da6a102e12', '{"title":"-Maps","owner":"DE"}', NULL, 24, 0, 0, 2, 1, 27, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (28, 'activity', 'bsm.activity.accepted.v1', 'd717cf64-22a9-5426-9a0b-f8e875ebe4bb', 3, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a05557ff-ae60-4c73-9cda-37da6a102e12', '{"title":"-Maps","owner":"DE"}', NULL, 25, 0, 0, 2, 1, 28, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (29, 'activity', 'bsm.activity.comment_made.v1', 'd717cf64-22a9-5426-9a0b-f8e875ebe4bb', 4, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a05557ff-ae60-4c73-9cda-37da6a102e12', '{"title":"-Maps","owner":"DE","by":"secretariat","text":{"kind":"sealed","key":"01520bdd-5280-75e2-a82d-ba2bc724d5fc","nonce":"PRIbxXL9c2pd7Wdr","ciphertext":"2MCA8tx30vJZU+5xsyX2TDcCztHwXXUc8v8TbpyTwVwXBWGw1XoU/hFEWeU="}}', NULL, 26, 0, 0, 2, 1, 29, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (30, 'activity', 'bsm.activity.reported_complete.v1', 'd717cf64-22a9-5426-9a0b-f8e875ebe4bb', 5, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'DE', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a05557ff-ae60-4c73-9cda-37da6a102e12', '{"title":"-Maps","owner":"DE"}', NULL, 27, 0, 0, 2, 1, 30, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (31, 'activity', 'bsm.activity.proposed.v1', '1406ec5f-4c82-5ca2-807e-3faf0934ca1a', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a05557ff-ae60-4c73-9cda-37da6a102e12', '{"title":"Roads (part 1)","owner":"AT","due_on":"2016-11-05"}', NULL, 28, 0, 0, 2, 1, 31, 9223372036854775807);
INSERT INTO bsm_read.facts__1 VALUES (32, 'activity', 'bsm.activity.agreed.v1', '1406ec5f-4c82-5ca2-807e-3faf0934ca1a', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', 1451898000000000, 1451898000000000, 0, 'secretariat', NULL, 'a05557ff-ae60-4c73-9cda-37da6a102e12', '{"title":"Roads (part 1)","owner":"AT"}', NULL, 29, 0, 0, 2, 1, 32, 9223372036854775807);


--
-- Data for Name: meetings__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.meetings__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'announced', NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '[]', '{}', 2, 3);
INSERT INTO bsm_read.meetings__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 2, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'announced', NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '[]', '{}', 3, 4);
INSERT INTO bsm_read.meetings__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 3, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'registration open', NULL, NULL, 100, 0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '[]', '{}', 4, 13);
INSERT INTO bsm_read.meetings__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 4, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'registration open', NULL, NULL, 100, 0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '["296b3d2c-dbe6-44b4-8e99-099da84c3f1b"]', '{}', 13, 14);
INSERT INTO bsm_read.meetings__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 5, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'registration open', NULL, NULL, 100, 0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '["296b3d2c-dbe6-44b4-8e99-099da84c3f1b", "40636ee9-b7ce-44de-9fe0-862b0169e166"]', '{}', 14, 15);
INSERT INTO bsm_read.meetings__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 6, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'registration open', NULL, NULL, 100, 0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '["296b3d2c-dbe6-44b4-8e99-099da84c3f1b", "40636ee9-b7ce-44de-9fe0-862b0169e166", "8872d169-bbbc-4deb-8342-c0186c01ddd2"]', '{}', 15, 16);
INSERT INTO bsm_read.meetings__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 7, 'Annual Meeting', '10th Annual Meeting of National Focal Points', 10, 'Berlin', 'DE', 'DE', NULL, '2016-04-12', '2016-04-13', 'Europe/Berlin', 'in person', '[]', 'registration open', NULL, NULL, 100, 1, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, '["296b3d2c-dbe6-44b4-8e99-099da84c3f1b", "40636ee9-b7ce-44de-9fe0-862b0169e166", "8872d169-bbbc-4deb-8342-c0186c01ddd2"]', '{}', 16, 9223372036854775807);


--
-- Data for Name: milestones__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: names_of_parts__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: objective_audiences__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.objective_audiences__1 VALUES ('fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', 'all', 17, 9223372036854775807);


--
-- Data for Name: objective_wordings__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.objective_wordings__1 VALUES ('fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', 1, 'Share what works at joint border posts.', 1451898000000000, 'all', NULL, 'dfa1a92f-9be5-4032-bbbe-e0ba45b41d6d', 17, 9223372036854775807);


--
-- Data for Name: objectives__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.objectives__1 VALUES ('fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'O1', 'Share what works at joint border posts.', 'all', 'agreement', 'set', NULL, NULL, NULL, 1, 'O00000000000000000001', '[]', NULL, 17, 9223372036854775807);


--
-- Data for Name: organisation_names__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: parked_facts; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: participants__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.participants__1 VALUES ('03ac0c02-0693-445a-b4fa-960fb1c10cf2', 1, 'AT', '', NULL, NULL, 1451898000000000, 1451898000000000, '{"key":"0d19a8e4-c9e2-5e21-9222-f888ceaba049","nonce":"bSIRP7jtfTw6mX2Y","ciphertext":"21szh7/kF0DT3o7MSM7LJEUmUoy5jY8TkjU57/b4hfepzv9IoY0m","command_id":"6ba9aa5c-38e6-48ee-baf2-87cce50331e2"}', '{"key":"0d19a8e4-c9e2-5e21-9222-f888ceaba049","nonce":"V/+ID48apc7WjZDR","ciphertext":"n4DzDp6nHI3KFbNTPY620bRsAVQgxo/ph1+whkwmxxIYTJZ5LMz1qw5dMA==","command_id":"6ba9aa5c-38e6-48ee-baf2-87cce50331e2"}', NULL, NULL, 21, 9223372036854775807);
INSERT INTO bsm_read.participants__1 VALUES ('e356f936-a7bd-401a-a2e5-6a903f9b6265', 1, 'AT', '', NULL, NULL, 1451898000000000, 1451898000000000, '{"key":"d91b960c-f013-5894-b3a6-feba3ec0b86d","nonce":"JFAGl72UKqO5y+T8","ciphertext":"PH34kaiKI57qmKnAmyDdDDAGK27t20ZZ52Bv+exm6JZuFT9Y/eme","command_id":"bd40b964-9885-423d-a781-4131074ac754"}', '{"key":"d91b960c-f013-5894-b3a6-feba3ec0b86d","nonce":"Wk3du0ksRF7wu//B","ciphertext":"5u0o3PFp2QfWXDIg0Jwnn9DXbOSmOJAddAAm81jmLMhC/kPCdG6XGw4F3iSmt5jn","command_id":"bd40b964-9885-423d-a781-4131074ac754"}', NULL, NULL, 22, 9223372036854775807);
INSERT INTO bsm_read.participants__1 VALUES ('e914a442-4748-4b2f-b5d7-cc990d40f309', 1, 'AT', '', NULL, NULL, 1451898000000000, 1451898000000000, '{"key":"e0f5b3b6-fac9-53c2-b2ff-75cd87e0f60b","nonce":"qshCfvWTA5LYDTjX","ciphertext":"pQxVjyhnzcPtymH2m8Rhi+QBgIUPBjbtkYAOJbWIw5AcZBxYGxuo","command_id":"bdc95940-90b0-4c92-8344-0e6244e23e70"}', '{"key":"e0f5b3b6-fac9-53c2-b2ff-75cd87e0f60b","nonce":"6aaFPSrV35AonJXJ","ciphertext":"ecY9bsm9R9KHRrPDgvw83wOke9EhCi6SBNVTX4lL1w6cSbCtudClHfJTFBY3UehFoQ==","command_id":"bdc95940-90b0-4c92-8344-0e6244e23e70"}', NULL, NULL, 23, 9223372036854775807);


--
-- Data for Name: position_entries__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: positions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: projections; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.projections VALUES ('activities', 1, 7, 32, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('decisions', 1, 5, 32, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('delegations', 1, 3, 32, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('history', 1, 14, 32, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('meetings', 1, 5, 32, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('objectives', 1, 6, 32, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('participants', 1, 2, 32, 1, 0, 1);
INSERT INTO bsm_read.projections VALUES ('registrations', 1, 3, 32, 1, 0, 1);


--
-- Data for Name: registrations__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.registrations__1 VALUES ('b7873814-dbf5-4d33-bcd6-10b639890b9e', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'member', 'nominated', 1451898000000000, NULL, 6, 7);
INSERT INTO bsm_read.registrations__1 VALUES ('b7873814-dbf5-4d33-bcd6-10b639890b9e', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'member', 'confirmed', 1451898000000000, NULL, 7, 9223372036854775807);
INSERT INTO bsm_read.registrations__1 VALUES ('8f168f9d-eb63-4971-b051-9e15adeae98b', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'member', 'nominated', 1451898000000000, NULL, 9, 10);
INSERT INTO bsm_read.registrations__1 VALUES ('8f168f9d-eb63-4971-b051-9e15adeae98b', 2, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'member', 'confirmed', 1451898000000000, NULL, 10, 9223372036854775807);
INSERT INTO bsm_read.registrations__1 VALUES ('7eb0cebd-8f16-4718-9692-756615ec75fd', 1, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'IT', 'member', 'nominated', 1451898000000000, NULL, 12, 9223372036854775807);


--
-- Data for Name: released_streams__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: restricted_parts__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.restricted_parts__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', '8872d169-bbbc-4deb-8342-c0186c01ddd2', 'focal points', 15, 9223372036854775807);


--
-- Data for Name: roll_calls__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--



--
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.schema_steps VALUES (1, 'bookkeeping of read models', '0.7.0');
INSERT INTO bsm_read.schema_steps VALUES (2, 'whether a generation has its indexes yet', '0.7.0');
INSERT INTO bsm_read.schema_steps VALUES (3, 'a book of the steps that were taken', '0.7.0');


--
-- Data for Name: sessions__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.sessions__1 VALUES ('296b3d2c-dbe6-44b4-8e99-099da84c3f1b', '2016-04-12', 'Opening', 'plenary', 'all', NULL, NULL, NULL, NULL, NULL, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 0, NULL, NULL, NULL, 1, 16, 9223372036854775807);
INSERT INTO bsm_read.sessions__1 VALUES ('40636ee9-b7ce-44de-9fe0-862b0169e166', '2016-04-12', 'Maps', 'working session', 'all', NULL, NULL, NULL, NULL, NULL, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 1, NULL, NULL, NULL, 1, 16, 9223372036854775807);
INSERT INTO bsm_read.sessions__1 VALUES ('8872d169-bbbc-4deb-8342-c0186c01ddd2', '2016-04-12', 'Liaison', 'focal points only', 'focal points', NULL, NULL, NULL, NULL, NULL, 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 2, NULL, NULL, NULL, 1, 16, 9223372036854775807);


--
-- Data for Name: subjects__1; Type: TABLE DATA; Schema: bsm_read; Owner: -
--

INSERT INTO bsm_read.subjects__1 VALUES ('01520bdd-5280-701a-af3a-880cb33323a2', NULL, NULL, 'all', '{}', 1, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', '{"meeting":"the 10th meeting (Berlin 2016)"}', 2, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('7c580d1c-ccf1-5f24-98f6-b2b0f5fac801', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', '{"meeting":"the 10th meeting (Berlin 2016)"}', 5, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('b7873814-dbf5-4d33-bcd6-10b639890b9e', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', '{"delegation":"AT","function":"member"}', 6, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('8f168f9d-eb63-4971-b051-9e15adeae98b', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', '{"delegation":"AT","function":"member"}', 9, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('7eb0cebd-8f16-4718-9692-756615ec75fd', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'IT', 'all', '{"delegation":"IT","function":"member"}', 12, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('fd7f2e3b-b9be-456d-b55c-d5ecff4b84a6', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', NULL, 'all', '{"code":"O1"}', 17, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('15afdc7f-d923-4bf7-86b2-4f2a2482ecd4', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', '{"title":"Share the border protocol","owner":"AT"}', 18, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('03ac0c02-0693-445a-b4fa-960fb1c10cf2', NULL, 'AT', 'all', '{"delegation":"AT"}', 21, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('e356f936-a7bd-401a-a2e5-6a903f9b6265', NULL, 'AT', 'all', '{"delegation":"AT"}', 22, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('e914a442-4748-4b2f-b5d7-cc990d40f309', NULL, 'AT', 'all', '{"delegation":"AT"}', 23, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('82a01cbf-cebb-5c4b-8514-d886917eadd5', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', '{"title":"Exchange C++ lists","owner":"AT"}', 24, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('d717cf64-22a9-5426-9a0b-f8e875ebe4bb', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'DE', 'all', '{"title":"-Maps","owner":"DE"}', 26, 9223372036854775807);
INSERT INTO bsm_read.subjects__1 VALUES ('1406ec5f-4c82-5ca2-807e-3faf0934ca1a', 'ed52e719-0a49-4e96-8c40-5fc7715f8e1a', 'AT', 'all', '{"title":"Roads (part 1)","owner":"AT"}', 31, 9223372036854775807);


--
-- Data for Name: account_events; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.account_events VALUES ('01520bdd52807113be5def3023af20cf', 1451898000000000, 'a8e928fe31814890b4d5ea51650224d4', 'command line', 'account-made', NULL, NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd528072b5b4a652c95a72e575', 1451898000000000, 'a8e928fe31814890b4d5ea51650224d4', 'command line', 'mandate-given', '83a55db7e5a94e859665ac6198d88a50', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd52807c5287d36276a624d32a', 1451898000000000, 'a8e928fe31814890b4d5ea51650224d4', 'a8e928fe31814890b4d5ea51650224d4', 'token-made', '83a55db7e5a94e859665ac6198d88a50', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd528079a087dd9b332977ddf0', 1451898000000000, '4196d48027fb44149f76143b9897c297', 'command line', 'account-made', NULL, NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd52807f1ab94bda3e5417715a', 1451898000000000, '4196d48027fb44149f76143b9897c297', 'command line', 'mandate-given', '98f6f4cb7d924ef9bf5fdddcb3a08036', NULL);
INSERT INTO bsm_service.account_events VALUES ('01520bdd52807aaca44b53a6bce76c61', 1451898000000000, '4196d48027fb44149f76143b9897c297', '4196d48027fb44149f76143b9897c297', 'signed-in', '98f6f4cb7d924ef9bf5fdddcb3a08036', NULL);


--
-- Data for Name: accounts; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.accounts VALUES ('a8e928fe31814890b4d5ea51650224d4', 'office', 'office', NULL, 1451898000000000, NULL);
INSERT INTO bsm_service.accounts VALUES ('4196d48027fb44149f76143b9897c297', 'vienna', 'vienna', NULL, 1451898000000000, NULL);


--
-- Data for Name: clock_looks; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



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

INSERT INTO bsm_service.mandates VALUES ('83a55db7e5a94e859665ac6198d88a50', 'a8e928fe31814890b4d5ea51650224d4', 'secretariat', NULL, 'role', NULL, NULL, 1451898000000000, NULL, 'command line', 1451898000000000, NULL, NULL, NULL, NULL, 9223372036854775807, '145f827e9a9a3c240fc6207c4c148deb74c380b8df7dda0fb15ad4820661f75a');
INSERT INTO bsm_service.mandates VALUES ('98f6f4cb7d924ef9bf5fdddcb3a08036', '4196d48027fb44149f76143b9897c297', 'auditor', NULL, 'role', NULL, NULL, 1451898000000000, NULL, 'command line', 1451898000000000, NULL, NULL, NULL, NULL, 9223372036854775807, '8269b8ef68ac432af33c686015dd49c86f23b52c46a005307848ad26bdff162b');


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

INSERT INTO bsm_service.schema_steps VALUES (1, 'accounts, tokens, sessions', '0.7.0');
INSERT INTO bsm_service.schema_steps VALUES (2, 'a book of the steps that were taken', '0.7.0');
INSERT INTO bsm_service.schema_steps VALUES (3, 'mandates, and how people sign in', '0.7.0');
INSERT INTO bsm_service.schema_steps VALUES (4, 'what imported files say, and mean', '0.7.0');
INSERT INTO bsm_service.schema_steps VALUES (5, 'reminders', '0.7.0');
INSERT INTO bsm_service.schema_steps VALUES (6, 'rights that are checked again', '0.7.0');
INSERT INTO bsm_service.schema_steps VALUES (7, 'seals of mandates', '0.7.0');
INSERT INTO bsm_service.schema_steps VALUES (8, 'what messages are about, and looks at the clock', '0.7.0');
INSERT INTO bsm_service.schema_steps VALUES (9, 'messages to people without an account', '0.7.0');


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.sessions VALUES ('2fc42833a2e6907c6da46b70a352e7d438a1e4b77357cd59aa77076bd6de9fcc', '01520bdd528076239231ed71b0212884', '4196d48027fb44149f76143b9897c297', '98f6f4cb7d924ef9bf5fdddcb3a08036', 'token', 1451898000000000, 1451898000000000, 1451898000000000, 1451941200000000, '', 0);


--
-- Data for Name: spent; Type: TABLE DATA; Schema: bsm_service; Owner: -
--



--
-- Data for Name: tokens; Type: TABLE DATA; Schema: bsm_service; Owner: -
--

INSERT INTO bsm_service.tokens VALUES ('c923991b8872ddc9e70c842bb1123d331154906128c49cfdb0bfd645fa510f29', '01520bdd528073a981584eb52fd92ec3', 'a8e928fe31814890b4d5ea51650224d4', '83a55db7e5a94e859665ac6198d88a50', 'token', 'all', 1451898000000000, 1483434000000000, NULL, NULL);


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

INSERT INTO bsm_vault.keys VALUES ('c03de775bc9d5cfb9245048420126d42', 'named', '\x7295371b592a3b06006753aebbe748305cac6a8943b68db777eb81c0c3cf208f304675895a3180fcec4864cfb6b31719c490490174c4bc3ffbdd3fc5', '16d21a4a434a12ce', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('50ac42d6c0f5596cac99c93d352cdc2b', 'named', '\x7f8a31d56c4b1ec96e71b157036c6778c4c92a7ca3e7e0b0b5aa122f14d57f2ffd212b61193dae8299eefd7a67cf73a8a67c1136c2c9b16b1f044629', '16d21a4a434a12ce', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('8de5b91f467f5aa1861f900daff078cb', 'named', '\x390698f8cf8007bfa0ca483632f3ff9e9e12d675a978fa19925549caeceedf65de77204c52bebf77d36c4716f9b6e1e3ea80cf5a517169d33d91c1d2', '16d21a4a434a12ce', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('0d19a8e4c9e25e219222f888ceaba049', 'person', '\x4553c81547e6e3e5879ea584afbd2a0b552264b3ae02b80ac0e473ec8d76e2aec819b23bcbc156358162e37ec1ec9aa6fd19d9339a6d0d64099d9e9f', '16d21a4a434a12ce', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('d91b960cf0135894b3a6feba3ec0b86d', 'person', '\x69cc2e7b50fc652dd19d998146ad71fd6e1e04eb77924069296b8cb078280cc2dbfdb79767ebd897b392042e156ccf65ed35e99138c2fe99898fd7f8', '16d21a4a434a12ce', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('e0f5b3b6fac953c2b2ff75cd87e0f60b', 'person', '\xbfce97b43d9ccf251984ce9f8b0f94c6ddd2016eef86ff72db5a4728d8d4eda3ce05252c12f561ed2bc48a55223bf6afb00d2f0387d50c647271202e', '16d21a4a434a12ce', 1451898000000000);
INSERT INTO bsm_vault.keys VALUES ('01520bdd528075e2a82dba2bc724d5fc', 'text', '\x2ac45c80aad8099ffc7b3422a3ff36a810762b5373cd21f3f08835ff507ab791cb10f1428a3b919f6eeed9eca77c385ecbf3fc8a6c5bda47529e89b1', '16d21a4a434a12ce', 1451898000000000);


--
-- Data for Name: people; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.people VALUES ('03ac0c020693445ab4fa960fb1c10cf2', 'AT', '\x386d11c860fb1ad84eeb58f75b73141238c8c8c88b92317e650e40cfbd1e96c5', '\xc36beff6f163d62c8597caf560c9739c544c3157ff86f5ea2da3e0e3ca781b78cd604fd3821e9536a31cab38ac5ffab370d0e21f9a1e629e42d55c57f07e4273e557f4bf23eaf202fc0963635f', 1451898000000000);
INSERT INTO bsm_vault.people VALUES ('e356f936a7bd401aa2e56a903f9b6265', 'AT', '\x76ca3227e6afaa80c92f25cf8df2d8b75bc2b5b5a08d536c117d54af879bf800', '\x68e30dc8457d242564ce6054ae8adba9e532657a00bc83b9e04e68cd15b5d8add76a2e1fe160c0859f4e9286d510b0ee90670fae5be66863fc8b13919c27ba5b3d81fe2e7bdb5e3040221391d3b7dd776a60', 1451898000000000);
INSERT INTO bsm_vault.people VALUES ('e914a44247484b2fb5d7cc990d40f309', 'AT', '\x7a76b36c47c8af7e7d5a86cd46b07187833f6e17af85e0b70171feed3b5969d0', '\x982375555de92e564f772505c6148112fe6962b3785c29bb0749ac281d19d57f51119b6f7d2211f42a5fa605469fa97fd23c698740fecc85352d7a59c48239fe4cf58768e76856f05b3ed47b070f5396fb591d', 1451898000000000);


--
-- Data for Name: read_people; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--



--
-- Data for Name: readings; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--



--
-- Data for Name: schema_steps; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.schema_steps VALUES (1, 'keys, people, readings', '0.7.0');
INSERT INTO bsm_vault.schema_steps VALUES (2, 'a book of the steps that were taken', '0.7.0');
INSERT INTO bsm_vault.schema_steps VALUES (3, 'files that are evidence', '0.7.0');


--
-- Data for Name: vault_header; Type: TABLE DATA; Schema: bsm_vault; Owner: -
--

INSERT INTO bsm_vault.vault_header VALUES ('wrapped by', '\x31366432316134613433346131326365');
INSERT INTO bsm_vault.vault_header VALUES ('canary', '\x364e2fe062a5adc50f6c19c0cab7aad7599ab9d405c1ebc4ba8287fdce405f50147f93a867abfba0b22e236d0381c9ba492c358e319181a0512ddfce14922196108e09');


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
-- Name: agenda_versions__1 agenda_versions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.agenda_versions__1
    ADD CONSTRAINT agenda_versions__1_pkey PRIMARY KEY (meeting_id, number, from_position);


--
-- Name: changed_subjects__1 changed_subjects__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.changed_subjects__1
    ADD CONSTRAINT changed_subjects__1_pkey PRIMARY KEY (stream_id, from_position);


--
-- Name: comments__1 comments__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.comments__1
    ADD CONSTRAINT comments__1_pkey PRIMARY KEY (activity_id, comment_id, from_position);


--
-- Name: decision_comments__1 decision_comments__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.decision_comments__1
    ADD CONSTRAINT decision_comments__1_pkey PRIMARY KEY (comment_id, from_position);


--
-- Name: decision_versions__1 decision_versions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.decision_versions__1
    ADD CONSTRAINT decision_versions__1_pkey PRIMARY KEY (decision_id, number, from_position);


--
-- Name: decisions__1 decisions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.decisions__1
    ADD CONSTRAINT decisions__1_pkey PRIMARY KEY (decision_id, from_position);


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
-- Name: draft_sessions__1 draft_sessions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.draft_sessions__1
    ADD CONSTRAINT draft_sessions__1_pkey PRIMARY KEY (meeting_id, session_id, from_position);


--
-- Name: drafted_parts__1 drafted_parts__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.drafted_parts__1
    ADD CONSTRAINT drafted_parts__1_pkey PRIMARY KEY (stream_id, from_position);


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
-- Name: objective_audiences__1 objective_audiences__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.objective_audiences__1
    ADD CONSTRAINT objective_audiences__1_pkey PRIMARY KEY (objective_id);


--
-- Name: objective_wordings__1 objective_wordings__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.objective_wordings__1
    ADD CONSTRAINT objective_wordings__1_pkey PRIMARY KEY (objective_id, number, from_position);


--
-- Name: objectives__1 objectives__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.objectives__1
    ADD CONSTRAINT objectives__1_pkey PRIMARY KEY (objective_id, audience, from_position);


--
-- Name: organisation_names__1 organisation_names__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.organisation_names__1
    ADD CONSTRAINT organisation_names__1_pkey PRIMARY KEY (code, since, from_position);


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
-- Name: position_entries__1 position_entries__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.position_entries__1
    ADD CONSTRAINT position_entries__1_pkey PRIMARY KEY (decision_id, entry, from_position);


--
-- Name: positions__1 positions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.positions__1
    ADD CONSTRAINT positions__1_pkey PRIMARY KEY (decision_id, delegation, from_position);


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
-- Name: released_streams__1 released_streams__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.released_streams__1
    ADD CONSTRAINT released_streams__1_pkey PRIMARY KEY (stream_id, from_position);


--
-- Name: restricted_parts__1 restricted_parts__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.restricted_parts__1
    ADD CONSTRAINT restricted_parts__1_pkey PRIMARY KEY (stream_id, part_id, from_position);


--
-- Name: roll_calls__1 roll_calls__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.roll_calls__1
    ADD CONSTRAINT roll_calls__1_pkey PRIMARY KEY (meeting_id, place, from_position);


--
-- Name: schema_steps schema_steps_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.schema_steps
    ADD CONSTRAINT schema_steps_pkey PRIMARY KEY (number);


--
-- Name: sessions__1 sessions__1_pkey; Type: CONSTRAINT; Schema: bsm_read; Owner: -
--

ALTER TABLE ONLY bsm_read.sessions__1
    ADD CONSTRAINT sessions__1_pkey PRIMARY KEY (meeting_id, number, session_id, from_position);


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
-- Name: clock_looks clock_looks_pkey; Type: CONSTRAINT; Schema: bsm_service; Owner: -
--

ALTER TABLE ONLY bsm_service.clock_looks
    ADD CONSTRAINT clock_looks_pkey PRIMARY KEY (boot);


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
-- Name: decisions_tabled; Type: INDEX; Schema: bsm_log; Owner: -
--

CREATE INDEX decisions_tabled ON bsm_log.stored_events USING btree (topic, originator_id) WHERE (topic = 'bsm.decision.tabled.v1'::text);


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
-- Name: agenda_versions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX agenda_versions__1_changed ON bsm_read.agenda_versions__1 USING btree (from_position);


--
-- Name: changed_subjects__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX changed_subjects__1_changed ON bsm_read.changed_subjects__1 USING btree (from_position);


--
-- Name: comments__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX comments__1_changed ON bsm_read.comments__1 USING btree (from_position);


--
-- Name: decision_comments__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decision_comments__1_changed ON bsm_read.decision_comments__1 USING btree (from_position);


--
-- Name: decision_comments__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decision_comments__1_scope0 ON bsm_read.decision_comments__1 USING btree (decision_id, to_position, from_position);


--
-- Name: decision_versions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decision_versions__1_changed ON bsm_read.decision_versions__1 USING btree (from_position);


--
-- Name: decisions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decisions__1_changed ON bsm_read.decisions__1 USING btree (from_position);


--
-- Name: decisions__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decisions__1_scope0 ON bsm_read.decisions__1 USING btree (meeting_id, to_position, from_position);


--
-- Name: decisions__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decisions__1_scope1 ON bsm_read.decisions__1 USING btree (status, to_position, from_position);


--
-- Name: decisions__1_scope2; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX decisions__1_scope2 ON bsm_read.decisions__1 USING btree (symbol, to_position, from_position);


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
-- Name: draft_sessions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX draft_sessions__1_changed ON bsm_read.draft_sessions__1 USING btree (from_position);


--
-- Name: drafted_parts__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX drafted_parts__1_changed ON bsm_read.drafted_parts__1 USING btree (from_position);


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
-- Name: objective_wordings__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX objective_wordings__1_changed ON bsm_read.objective_wordings__1 USING btree (from_position);


--
-- Name: objectives__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX objectives__1_changed ON bsm_read.objectives__1 USING btree (from_position);


--
-- Name: objectives__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX objectives__1_scope0 ON bsm_read.objectives__1 USING btree (meeting_id, to_position, from_position);


--
-- Name: organisation_names__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX organisation_names__1_changed ON bsm_read.organisation_names__1 USING btree (from_position);


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
-- Name: position_entries__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX position_entries__1_changed ON bsm_read.position_entries__1 USING btree (from_position);


--
-- Name: positions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX positions__1_changed ON bsm_read.positions__1 USING btree (from_position);


--
-- Name: positions__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX positions__1_scope0 ON bsm_read.positions__1 USING btree (meeting_id, to_position, from_position);


--
-- Name: positions__1_scope1; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX positions__1_scope1 ON bsm_read.positions__1 USING btree (delegation, to_position, from_position);


--
-- Name: registrations__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX registrations__1_changed ON bsm_read.registrations__1 USING btree (from_position);


--
-- Name: registrations__1_scope0; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX registrations__1_scope0 ON bsm_read.registrations__1 USING btree (meeting_id, delegation, to_position, from_position, status);


--
-- Name: released_streams__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX released_streams__1_changed ON bsm_read.released_streams__1 USING btree (from_position);


--
-- Name: restricted_parts__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX restricted_parts__1_changed ON bsm_read.restricted_parts__1 USING btree (from_position);


--
-- Name: roll_calls__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX roll_calls__1_changed ON bsm_read.roll_calls__1 USING btree (from_position);


--
-- Name: sessions__1_changed; Type: INDEX; Schema: bsm_read; Owner: -
--

CREATE INDEX sessions__1_changed ON bsm_read.sessions__1 USING btree (from_position);


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
-- Name: outbox_of_participant; Type: INDEX; Schema: bsm_service; Owner: -
--

CREATE INDEX outbox_of_participant ON bsm_service.outbox USING btree (participant);


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


