// Generated from engine/problem/text by `make generate`. Do not edit.

export type ProblemCode =
  | 'access.action_missing'
  | 'access.admin'
  | 'access.denied'
  | 'access.field_by_record'
  | 'access.field_hidden'
  | 'access.field_masked'
  | 'access.field_read'
  | 'access.field_write'
  | 'access.form_filled'
  | 'access.inactive'
  | 'access.no_role'
  | 'access.open_task'
  | 'access.out_of_scope'
  | 'access.permitted'
  | 'access.tie_department'
  | 'access.tie_owner'
  | 'access.tie_participant'
  | 'access.tie_submitter'
  | 'access.tie_subtree'
  | 'action.add_no_list'
  | 'action.audience_mismatch'
  | 'action.back_unfit'
  | 'action.button_repeated'
  | 'action.channel_unfit'
  | 'action.failed'
  | 'action.field_computed'
  | 'action.field_required'
  | 'action.field_unknown'
  | 'action.form_unknown'
  | 'action.key_repeated'
  | 'action.lookup_expression'
  | 'action.match_unknown'
  | 'action.match_without_back'
  | 'action.message_unknown'
  | 'action.nobody_to_own'
  | 'action.note.all_filled'
  | 'action.note.customer'
  | 'action.note.matched'
  | 'action.note.nobody'
  | 'action.note.nothing_linked'
  | 'action.note.told'
  | 'action.option_unknown'
  | 'action.outcome_without_promise'
  | 'action.people_by_unknown'
  | 'action.people_cycle'
  | 'action.people_field_unknown'
  | 'action.people_nobody'
  | 'action.people_owner_skip'
  | 'action.people_rule_unknown'
  | 'action.people_user_missing'
  | 'action.people_who_unknown'
  | 'action.pick_unknown'
  | 'action.press_unknown'
  | 'action.relation_unknown'
  | 'action.role_unknown'
  | 'action.settings_unreadable'
  | 'action.status_unknown'
  | 'action.type_unknown'
  | 'action.updates_itself'
  | 'action.value_kind'
  | 'action.who.actor'
  | 'action.who.followers'
  | 'action.who.owner'
  | 'action.who.participants'
  | 'action.who.previous_owner'
  | 'action.who.submitter'
  | 'action.who.teller'
  | 'action.who.working'
  | 'action.why.administrators'
  | 'action.why.condition_failed'
  | 'action.why.department_head'
  | 'action.why.field'
  | 'action.why.first'
  | 'action.why.least_loaded'
  | 'action.why.lookup'
  | 'action.why.nobody'
  | 'action.why.role'
  | 'action.why.round_robin'
  | 'action.why.user'
  | 'action.why.who'
  | 'affected.hold'
  | 'affected.opened'
  | 'affected.sealed'
  | 'affected.stand'
  | 'affected.uncounted'
  | 'api.done'
  | 'api.intro'
  | 'api.key'
  | 'api.lang'
  | 'api.match'
  | 'api.scope'
  | 'api.status.400'
  | 'api.status.401'
  | 'api.status.403'
  | 'api.status.404'
  | 'api.status.409'
  | 'api.status.413'
  | 'api.status.415'
  | 'api.status.422'
  | 'api.status.428'
  | 'api.status.429'
  | 'api.status.431'
  | 'api.status.503'
  | 'api.tag.files'
  | 'api.tag.forms'
  | 'api.tag.operate'
  | 'api.tag.records'
  | 'api.tag.work'
  | 'api.title'
  | 'api.token'
  | 'app.admin_role'
  | 'app.calendar_unknown'
  | 'app.first_field'
  | 'app.founded'
  | 'app.identity'
  | 'app.key_taken'
  | 'app.menu.form_unknown'
  | 'app.menu.twice'
  | 'app.not_one'
  | 'app.source_missing'
  | 'app.title_required'
  | 'app.unknown'
  | 'app.zone_unknown'
  | 'audit.kind_unknown'
  | 'audit.time_invalid'
  | 'backup.exists'
  | 'backup.no_data'
  | 'backup.no_key_here'
  | 'calendar.clock.agreed'
  | 'calendar.clock.breached'
  | 'calendar.clock.cancelled'
  | 'calendar.clock.due'
  | 'calendar.clock.left'
  | 'calendar.clock.met'
  | 'calendar.clock.over'
  | 'calendar.clock.paused'
  | 'calendar.clock.paused_for'
  | 'calendar.clock.resumed'
  | 'calendar.clock.started'
  | 'calendar.clock.target'
  | 'calendar.clock.used'
  | 'calendar.date_invalid'
  | 'calendar.day_unknown'
  | 'calendar.holiday_twice'
  | 'calendar.holiday_year'
  | 'calendar.holidays_missing'
  | 'calendar.never_open'
  | 'calendar.preview_period'
  | 'calendar.preview_time'
  | 'calendar.span_order'
  | 'calendar.span_overlap'
  | 'calendar.time_invalid'
  | 'calendar.unreadable'
  | 'calendar.zone_unknown'
  | 'call.address_missing'
  | 'call.answer_long'
  | 'call.answer_unreadable'
  | 'call.answered'
  | 'call.connector_gone'
  | 'call.host_unknown'
  | 'call.refused'
  | 'call.secret_missing'
  | 'call.timeout'
  | 'call.unreachable'
  | 'change.added'
  | 'change.after'
  | 'change.altered'
  | 'change.changed'
  | 'change.cleared'
  | 'change.entered'
  | 'change.exchanged'
  | 'change.first'
  | 'change.left'
  | 'change.moved'
  | 'change.off'
  | 'change.off_self'
  | 'change.on'
  | 'change.on_self'
  | 'change.opened'
  | 'change.placed'
  | 'change.put'
  | 'change.removed'
  | 'change.renamed'
  | 'change.renamed_self'
  | 'change.restored'
  | 'change.set'
  | 'change.shut'
  | 'change.unplaced'
  | 'change.width'
  | 'client.offline'
  | 'client.timeout'
  | 'client.unreachable'
  | 'client.unreadable'
  | 'comment.empty'
  | 'comment.mention_to_customer'
  | 'comment.mention_unreadable'
  | 'comment.merged_customer'
  | 'comment.too_long'
  | 'comment.too_many_files'
  | 'comment.too_many_mentions'
  | 'comment.unknown'
  | 'comment.visibility_unknown'
  | 'condition.change.forbidden'
  | 'condition.depth.exceeded'
  | 'condition.expr.forbidden'
  | 'condition.field.unknown'
  | 'condition.group.empty'
  | 'condition.key.unknown'
  | 'condition.leaves.exceeded'
  | 'condition.malformed'
  | 'condition.op.illegal'
  | 'condition.op.unknown'
  | 'condition.shape.invalid'
  | 'condition.text.missing'
  | 'condition.value.invalid'
  | 'condition.value.kind'
  | 'condition.value.list'
  | 'condition.value.missing'
  | 'condition.value.option'
  | 'condition.value.pair'
  | 'condition.value.relative'
  | 'condition.value.unexpected'
  | 'condition.value.unresolved'
  | 'condition.values.exceeded'
  | 'connector.field_personal'
  | 'connector.field_read_only'
  | 'connector.field_unknown'
  | 'connector.find_cannot_create'
  | 'connector.find_empty'
  | 'connector.find_not_unique'
  | 'connector.form_unknown'
  | 'connector.header_taken'
  | 'connector.inbound_mixed'
  | 'connector.secret_first'
  | 'connector.secret_missing'
  | 'connector.secret_short'
  | 'connector.url_invalid'
  | 'connector.url_plain'
  | 'definition.app_missing'
  | 'definition.duplicate'
  | 'definition.extends_missing'
  | 'definition.folder_unknown'
  | 'definition.key_invalid'
  | 'definition.kind_unknown'
  | 'definition.merge_conflict'
  | 'definition.merge_order'
  | 'definition.merge_removed_mine'
  | 'definition.merge_removed_theirs'
  | 'definition.migration_failed'
  | 'definition.misplaced'
  | 'definition.path_escape'
  | 'definition.place_missing'
  | 'definition.remove_missing'
  | 'definition.spec_mismatch'
  | 'definition.spec_unknown'
  | 'definition.title_long'
  | 'definition.title_reordered'
  | 'definition.unreadable'
  | 'definition.version_too_new'
  | 'department.below_itself'
  | 'department.changed'
  | 'department.head_unknown'
  | 'department.name_long'
  | 'department.name_required'
  | 'department.name_taken'
  | 'department.name_unseen'
  | 'department.unknown'
  | 'draft.changed_since'
  | 'draft.dropped_since'
  | 'draft.newer_exists'
  | 'explain.action_unknown'
  | 'explain.field_unknown'
  | 'explain.record_unknown'
  | 'explain.role_unknown'
  | 'explain.user_unknown'
  | 'export.column_unknown'
  | 'export.format_unknown'
  | 'export.too_many'
  | 'expression.argument'
  | 'expression.arguments'
  | 'expression.budget'
  | 'expression.character'
  | 'expression.date_literal'
  | 'expression.dynamic'
  | 'expression.empty'
  | 'expression.failed'
  | 'expression.formatter'
  | 'expression.function_unknown'
  | 'expression.incomplete'
  | 'expression.name_taken'
  | 'expression.no_member'
  | 'expression.operand'
  | 'expression.pattern'
  | 'expression.placeholder'
  | 'expression.result_type'
  | 'expression.syntax'
  | 'expression.too_deep'
  | 'expression.too_large'
  | 'expression.too_long'
  | 'expression.type_mismatch'
  | 'expression.unknown_name'
  | 'expression.unsupported'
  | 'file.empty'
  | 'file.missing'
  | 'file.too_large'
  | 'file.type_refused'
  | 'file.unknown'
  | 'file.unreadable'
  | 'form.address.city'
  | 'form.address.incomplete'
  | 'form.address.invalid'
  | 'form.address.province'
  | 'form.autonumber.format'
  | 'form.autonumber.token'
  | 'form.boolean.invalid'
  | 'form.cascader.endless'
  | 'form.cascader.incomplete'
  | 'form.check'
  | 'form.check.key_twice'
  | 'form.check.message_missing'
  | 'form.choice.invalid'
  | 'form.choice.required'
  | 'form.choice.too_few'
  | 'form.choice.too_many'
  | 'form.consent.invalid'
  | 'form.consent.required'
  | 'form.date.invalid'
  | 'form.date.maximum'
  | 'form.date.minimum'
  | 'form.date_range.incomplete'
  | 'form.date_range.invalid'
  | 'form.date_range.order'
  | 'form.date_range.too_long'
  | 'form.datetime.invalid'
  | 'form.email.invalid'
  | 'form.expression.failed'
  | 'form.external.unfit'
  | 'form.field.duplicate'
  | 'form.field.key_invalid'
  | 'form.field.key_reserved'
  | 'form.field.read_only'
  | 'form.field.required'
  | 'form.field.taken'
  | 'form.field.type_unknown'
  | 'form.field.unfillable'
  | 'form.field.unique_type'
  | 'form.field.unknown'
  | 'form.file.invalid'
  | 'form.file.too_large'
  | 'form.file.too_many'
  | 'form.file.type'
  | 'form.formula.cycle'
  | 'form.formula.empty'
  | 'form.id_card.check'
  | 'form.id_card.invalid'
  | 'form.layout.both'
  | 'form.layout.field_twice'
  | 'form.layout.key_twice'
  | 'form.layout.no_children'
  | 'form.layout.tab'
  | 'form.layout.too_deep'
  | 'form.layout.type_unknown'
  | 'form.link.ambiguous'
  | 'form.link.invalid'
  | 'form.link.missing'
  | 'form.link.unknown'
  | 'form.list.unknown'
  | 'form.logic.endless'
  | 'form.logic.idle'
  | 'form.logic.key_twice'
  | 'form.logic.never_shown'
  | 'form.nps.invalid'
  | 'form.number.invalid'
  | 'form.number.maximum'
  | 'form.number.minimum'
  | 'form.number.too_large'
  | 'form.option.archived'
  | 'form.option.both'
  | 'form.option.closed'
  | 'form.option.duplicate'
  | 'form.option.invalid'
  | 'form.option.parent_unknown'
  | 'form.option.unknown'
  | 'form.personal.consent_missing'
  | 'form.personal.formula'
  | 'form.personal.purpose_missing'
  | 'form.personal.unmarked'
  | 'form.phone.invalid'
  | 'form.phone.kind'
  | 'form.process.unknown'
  | 'form.public.blind'
  | 'form.public.closed'
  | 'form.public.contact'
  | 'form.public.empty'
  | 'form.public.internal'
  | 'form.public.moment'
  | 'form.public.not_inside'
  | 'form.public.origin'
  | 'form.public.origin_wide'
  | 'form.public.relation'
  | 'form.public.window'
  | 'form.rating.invalid'
  | 'form.reference.type'
  | 'form.reference.unknown'
  | 'form.relation.filtered'
  | 'form.relation.form_missing'
  | 'form.relation.form_unknown'
  | 'form.relation.title_unknown'
  | 'form.rollup.chain'
  | 'form.rollup.field'
  | 'form.rollup.kind'
  | 'form.rollup.per'
  | 'form.rollup.self'
  | 'form.rollup.unset'
  | 'form.sample'
  | 'form.sample_no'
  | 'form.set.not_writable'
  | 'form.settings.invalid'
  | 'form.settings.range'
  | 'form.slider.mark'
  | 'form.slider.step'
  | 'form.sub_table.invalid'
  | 'form.sub_table.too_few'
  | 'form.sub_table.too_many'
  | 'form.sub_table.type'
  | 'form.text.hint'
  | 'form.text.invalid'
  | 'form.text.limit'
  | 'form.text.pattern'
  | 'form.text.pattern_invalid'
  | 'form.text.pattern_slow'
  | 'form.text.too_long'
  | 'form.text.too_short'
  | 'form.time.invalid'
  | 'form.time.maximum'
  | 'form.time.minimum'
  | 'form.title_personal'
  | 'form.url.host'
  | 'form.url.invalid'
  | 'form.user.role'
  | 'form.user.role_unknown'
  | 'history.branch_done'
  | 'history.branches_cancelled'
  | 'history.call_done'
  | 'history.call_done_sample'
  | 'history.call_failed'
  | 'history.call_unreadable'
  | 'history.called'
  | 'history.called_sample'
  | 'history.comment'
  | 'history.copied'
  | 'history.created'
  | 'history.deleted'
  | 'history.edited'
  | 'history.ended'
  | 'history.followed'
  | 'history.forked'
  | 'history.heard'
  | 'history.joined'
  | 'history.member_joined'
  | 'history.member_left'
  | 'history.member_pressed'
  | 'history.merged'
  | 'history.message'
  | 'history.message_failed'
  | 'history.message_held'
  | 'history.message_no_recipient'
  | 'history.message_not_configured'
  | 'history.message_sample'
  | 'history.message_sent'
  | 'history.message_withdrawn'
  | 'history.moved'
  | 'history.owner_changed'
  | 'history.owner_found'
  | 'history.passed_on'
  | 'history.process_migrated'
  | 'history.process_pinned'
  | 'history.promise_delivered'
  | 'history.promise_due'
  | 'history.promise_failed'
  | 'history.promise_read'
  | 'history.promise_sent'
  | 'history.promise_told'
  | 'history.promise_waived'
  | 'history.refused'
  | 'history.restored'
  | 'history.resumed'
  | 'history.returned'
  | 'history.rule'
  | 'history.sla_breached'
  | 'history.sla_cancelled'
  | 'history.sla_late'
  | 'history.sla_level'
  | 'history.sla_met'
  | 'history.sla_paused'
  | 'history.sla_resumed'
  | 'history.sla_retargeted'
  | 'history.sla_started'
  | 'history.status_entered'
  | 'history.status_left'
  | 'history.task_cancelled'
  | 'history.task_claimed'
  | 'history.task_done'
  | 'history.task_opened'
  | 'history.task_signed'
  | 'history.task_transferred'
  | 'history.unmerged'
  | 'history.urged'
  | 'history.waited'
  | 'history.waiting'
  | 'history.withdrawn'
  | 'history.words_read'
  | 'hook.off'
  | 'hook.secret_unset'
  | 'hook.signature'
  | 'hook.timestamp'
  | 'hook.unknown_record'
  | 'hook.value_missing'
  | 'import.empty'
  | 'import.not_zip'
  | 'import.ratio'
  | 'import.too_large'
  | 'import.too_many_faults'
  | 'import.too_many_files'
  | 'internal'
  | 'json.duplicate_key'
  | 'json.empty_key'
  | 'json.invalid'
  | 'json.number_inexact'
  | 'json.number_range'
  | 'json.too_deep'
  | 'json.too_large'
  | 'link.customer'
  | 'list.field_distant'
  | 'list.field_hidden'
  | 'list.filter_long'
  | 'list.lookup_one'
  | 'list.search_wide'
  | 'list.sort_malformed'
  | 'list.view_unknown'
  | 'loop.by_hand'
  | 'loop.no_mail_server'
  | 'loop.reason.failed'
  | 'loop.reason.no_contact'
  | 'loop.reason.no_mail'
  | 'loop.reason.no_recipient'
  | 'loop.reason.not_configured'
  | 'loop.reason.overtaken'
  | 'loop.reason.unmerged'
  | 'mail.invite.body'
  | 'mail.invite.subject'
  | 'mail.reset.body'
  | 'mail.reset.subject'
  | 'mention.body'
  | 'mention.subject'
  | 'mention.title'
  | 'merge.apart.body'
  | 'merge.apart.subject'
  | 'merge.apart.title'
  | 'merge.both'
  | 'merge.differ'
  | 'merge.lead_gone'
  | 'merge.member_gone'
  | 'merge.removed_here'
  | 'merge.removed_there'
  | 'message.consent_withdrawn'
  | 'message.held'
  | 'message.render_failed'
  | 'message.state.failed'
  | 'message.state.held'
  | 'message.state.no_recipient'
  | 'message.state.not_configured'
  | 'message.state.sample'
  | 'message.state.sending'
  | 'message.state.sent'
  | 'message.unknown'
  | 'migration.field'
  | 'migration.none'
  | 'migration.option_stays'
  | 'migration.option_unknown'
  | 'migration.running'
  | 'move.begun'
  | 'move.not_empty'
  | 'move.unfinished'
  | 'phrase.and'
  | 'phrase.and_more'
  | 'phrase.at'
  | 'phrase.by_button'
  | 'phrase.days'
  | 'phrase.else'
  | 'phrase.gone'
  | 'phrase.group'
  | 'phrase.hours'
  | 'phrase.list'
  | 'phrase.minutes'
  | 'phrase.no'
  | 'phrase.nobody'
  | 'phrase.not'
  | 'phrase.nth'
  | 'phrase.or'
  | 'phrase.outside'
  | 'phrase.seconds'
  | 'phrase.unit'
  | 'phrase.working'
  | 'phrase.yes'
  | 'preset.circular'
  | 'preset.installed'
  | 'preset.unknown'
  | 'process.already_claimed'
  | 'process.already_decided'
  | 'process.already_started'
  | 'process.arrow_condition'
  | 'process.arrow_count'
  | 'process.arrow_from_end'
  | 'process.arrow_no_condition'
  | 'process.arrow_on_button'
  | 'process.arrow_shadowed'
  | 'process.arrow_to_start'
  | 'process.audience_unknown'
  | 'process.audience_unreachable'
  | 'process.auto_loop'
  | 'process.body_required'
  | 'process.branch_end_outside'
  | 'process.branch_entered'
  | 'process.branch_left'
  | 'process.branch_status'
  | 'process.branches_meet'
  | 'process.button_no_arrow'
  | 'process.button_not_completing'
  | 'process.button_option'
  | 'process.button_unavailable'
  | 'process.button_unknown'
  | 'process.calendar_unknown'
  | 'process.call_aside'
  | 'process.choice_required'
  | 'process.claim_first'
  | 'process.clock_failed'
  | 'process.command_unknown'
  | 'process.comment_required'
  | 'process.condition_failed'
  | 'process.connector_unknown'
  | 'process.default_condition'
  | 'process.default_count'
  | 'process.entry_unknown'
  | 'process.field_hidden'
  | 'process.field_read'
  | 'process.field_required'
  | 'process.field_unknown'
  | 'process.fork_condition'
  | 'process.fork_count'
  | 'process.fork_default'
  | 'process.fork_unpaired'
  | 'process.form_no_task'
  | 'process.form_unknown'
  | 'process.join_never'
  | 'process.join_outside'
  | 'process.join_twice'
  | 'process.join_unpaired'
  | 'process.key_duplicate'
  | 'process.level_one'
  | 'process.merge_beaten'
  | 'process.merge_calling'
  | 'process.merge_field'
  | 'process.merge_full'
  | 'process.merge_gone'
  | 'process.merge_into_merged'
  | 'process.merge_into_status'
  | 'process.merge_itself'
  | 'process.merge_leads'
  | 'process.merge_none'
  | 'process.merge_not_allowed'
  | 'process.merge_not_here'
  | 'process.merge_off'
  | 'process.merge_personal'
  | 'process.merge_status'
  | 'process.merge_target'
  | 'process.merge_twice'
  | 'process.message_for_staff'
  | 'process.message_state'
  | 'process.message_unknown'
  | 'process.migrate_apart'
  | 'process.migrate_branch'
  | 'process.migrate_gone'
  | 'process.migrate_merged'
  | 'process.migrate_target'
  | 'process.migrate_unmapped'
  | 'process.move_nobody'
  | 'process.move_not_allowed'
  | 'process.move_not_here'
  | 'process.move_unknown'
  | 'process.moved_by'
  | 'process.moved_on'
  | 'process.no_complete_button'
  | 'process.no_owner'
  | 'process.no_way'
  | 'process.node_no_end'
  | 'process.node_no_status'
  | 'process.node_type_unknown'
  | 'process.node_unknown'
  | 'process.node_unreachable'
  | 'process.none'
  | 'process.not_claimable'
  | 'process.not_participant'
  | 'process.not_running'
  | 'process.not_started'
  | 'process.not_submitter'
  | 'process.outcome.done'
  | 'process.outcome.timeout'
  | 'process.outcome_arrow'
  | 'process.outcome_unknown'
  | 'process.people_too_many'
  | 'process.people_unknown'
  | 'process.point_unknown'
  | 'process.press_impossible'
  | 'process.promise_open'
  | 'process.promise_open_lapsed'
  | 'process.promise_open_merged'
  | 'process.promise_open_others'
  | 'process.promise_unknown'
  | 'process.public_internal'
  | 'process.public_unseen'
  | 'process.reason_required'
  | 'process.refused'
  | 'process.reply_asks'
  | 'process.reply_closed'
  | 'process.reply_not_from'
  | 'process.reply_twice'
  | 'process.return_into_branch'
  | 'process.return_never_visited'
  | 'process.return_not_human'
  | 'process.return_not_visited'
  | 'process.return_nowhere'
  | 'process.return_to_self'
  | 'process.role_unknown'
  | 'process.runaway'
  | 'process.settings_unreadable'
  | 'process.start_count'
  | 'process.status_no_owner'
  | 'process.status_unknown'
  | 'process.status_unused'
  | 'process.target_one'
  | 'process.target_shadowed'
  | 'process.task_cancelled'
  | 'process.task_nobody'
  | 'process.task_overtaken'
  | 'process.task_unknown'
  | 'process.told_ahead'
  | 'process.told_before'
  | 'process.transfer_blind'
  | 'process.transfer_not_allowed'
  | 'process.transfer_same'
  | 'process.transfer_to_missing'
  | 'process.transfer_whose'
  | 'process.until_no_date'
  | 'process.urge_interval'
  | 'process.urge_nobody'
  | 'process.urge_not_allowed'
  | 'process.urge_too_soon'
  | 'process.user_unknown'
  | 'process.validate_unattended'
  | 'process.wait_one'
  | 'process.withdraw_not_end'
  | 'process.withdraw_off'
  | 'process.withdraw_too_late'
  | 'public.answered'
  | 'public.form_changed'
  | 'public.full'
  | 'public.locked'
  | 'public.no_contact'
  | 'public.no_cookie'
  | 'public.not_open'
  | 'public.over'
  | 'public.password'
  | 'public.token'
  | 'public.unset'
  | 'public.work'
  | 'query.cursor.invalid'
  | 'query.path.invalid'
  | 'query.sort.duplicate'
  | 'query.sort.exceeded'
  | 'record.busy'
  | 'record.changed'
  | 'record.external_deleted'
  | 'record.external_differs'
  | 'record.external_none'
  | 'record.external_required'
  | 'record.form_read_only'
  | 'record.form_unknown'
  | 'record.kind_unknown'
  | 'record.not_deleted'
  | 'record.process_unknown'
  | 'record.reason_required'
  | 'release.needs_mapping'
  | 'release.newer_exists'
  | 'release.nothing'
  | 'release.options_held'
  | 'release.still_used'
  | 'release.unchanged'
  | 'release.unknown'
  | 'release.values_misfit'
  | 'report.behind.labels'
  | 'report.behind.others'
  | 'report.buckets.many'
  | 'report.cells.many'
  | 'report.chart.dimensions'
  | 'report.chart.measures'
  | 'report.chart.unknown'
  | 'report.column.unknown'
  | 'report.compare.period'
  | 'report.dataset.unknown'
  | 'report.dimension.bins'
  | 'report.dimension.bins_both'
  | 'report.dimension.bucket'
  | 'report.dimension.edges'
  | 'report.dimension.fill'
  | 'report.dimension.kind'
  | 'report.dimension.level'
  | 'report.dimension.top'
  | 'report.field.forbidden'
  | 'report.field.unknown'
  | 'report.filter.unknown'
  | 'report.key.taken'
  | 'report.measure.additive'
  | 'report.measure.alone'
  | 'report.measure.cycle'
  | 'report.measure.interval'
  | 'report.measure.kind'
  | 'report.measure.of_missing'
  | 'report.measure.percentile'
  | 'report.measure.text'
  | 'report.measure.unexpected'
  | 'report.measure.unknown'
  | 'report.period.kind'
  | 'report.period.range'
  | 'report.period.unknown'
  | 'report.place.outside'
  | 'report.sort.unknown'
  | 'report.widget.unknown'
  | 'request.json_only'
  | 'request.key_long'
  | 'request.key_short'
  | 'request.limit'
  | 'request.malformed'
  | 'request.match_required'
  | 'request.method'
  | 'request.not_found'
  | 'request.parameter_unknown'
  | 'request.too_large'
  | 'request.too_many'
  | 'request.unreadable'
  | 'restore.damaged'
  | 'restore.data_there'
  | 'restore.file_missing'
  | 'restore.incomplete'
  | 'restore.key_needed'
  | 'restore.newer'
  | 'restore.not_a_backup'
  | 'restore.other_key'
  | 'role.field_unknown'
  | 'role.form_unknown'
  | 'role.title_hidden'
  | 'role.update_nothing'
  | 'rule.condition_never'
  | 'rule.failed'
  | 'rule.field_unknown'
  | 'rule.fires_on_every_edit'
  | 'rule.form_unknown'
  | 'rule.idle'
  | 'rule.level_unknown'
  | 'rule.loop'
  | 'rule.loop_guarded'
  | 'rule.same_order'
  | 'rule.sla_unknown'
  | 'rule.status_unknown'
  | 'rule.too_late'
  | 'rule.too_many_actions'
  | 'rule.trigger_unfit'
  | 'rule.try_unread'
  | 'rule.unknown'
  | 'schema.ambiguous'
  | 'schema.const'
  | 'schema.draft_unsupported'
  | 'schema.endless'
  | 'schema.enum'
  | 'schema.exclusive_maximum'
  | 'schema.exclusive_minimum'
  | 'schema.forbidden'
  | 'schema.format'
  | 'schema.format_unknown'
  | 'schema.invalid'
  | 'schema.keyword_invalid'
  | 'schema.keyword_unknown'
  | 'schema.max_contains'
  | 'schema.max_items'
  | 'schema.max_length'
  | 'schema.max_properties'
  | 'schema.maximum'
  | 'schema.min_contains'
  | 'schema.min_items'
  | 'schema.min_length'
  | 'schema.min_properties'
  | 'schema.minimum'
  | 'schema.multiple_of'
  | 'schema.no_match'
  | 'schema.not'
  | 'schema.not_json'
  | 'schema.pattern'
  | 'schema.property_name'
  | 'schema.ref_outside'
  | 'schema.required'
  | 'schema.required_with'
  | 'schema.type'
  | 'schema.unique_items'
  | 'schema.unknown_property'
  | 'search.long'
  | 'search.page'
  | 'secret.missing'
  | 'secret.set_meanwhile'
  | 'secret.unset'
  | 'secret.wrong'
  | 'session.csrf'
  | 'session.deactivated'
  | 'session.ended'
  | 'session.expired'
  | 'session.foreign_origin'
  | 'session.name_missing'
  | 'session.password_first'
  | 'session.required'
  | 'session.setup_required'
  | 'session.slow_down'
  | 'session.ticket_invalid'
  | 'session.wrong'
  | 'setup.done'
  | 'store.no_data'
  | 'store.unavailable'
  | 'store.uploads_missing'
  | 'system.backup_never'
  | 'system.backup_old'
  | 'system.holidays_missing'
  | 'system.incidents'
  | 'system.late'
  | 'system.mail_missing'
  | 'system.role_vacant'
  | 'system.url_inside'
  | 'system.url_local'
  | 'table.column_unnamed'
  | 'table.no_header'
  | 'table.too_large'
  | 'table.too_many_columns'
  | 'table.unreadable'
  | 'task.why.administrators'
  | 'task.why.department_head'
  | 'task.why.field'
  | 'task.why.first'
  | 'task.why.handed'
  | 'task.why.instead'
  | 'task.why.last'
  | 'task.why.least_loaded'
  | 'task.why.lookup'
  | 'task.why.named'
  | 'task.why.only'
  | 'task.why.picked'
  | 'task.why.role'
  | 'task.why.round_robin'
  | 'task.why.teller'
  | 'task.why.who'
  | 'token.app'
  | 'token.app_denied'
  | 'token.apps_required'
  | 'token.days'
  | 'token.expired'
  | 'token.invalid'
  | 'token.name_long'
  | 'token.name_required'
  | 'token.right'
  | 'token.route'
  | 'token.scope'
  | 'token.scope_unknown'
  | 'token.scopes_required'
  | 'token.too_many'
  | 'trial.begun'
  | 'trial.endless'
  | 'trial.fate_unknown'
  | 'trial.no_form'
  | 'trial.nobody'
  | 'trial.not_begun'
  | 'trial.nothing_due'
  | 'trial.step_unknown'
  | 'trial.too_long'
  | 'trial.too_many'
  | 'upgrade.conflict'
  | 'upgrade.decision'
  | 'upgrade.none'
  | 'upgrade.other_app'
  | 'user.away_from_missing'
  | 'user.away_order'
  | 'user.changed'
  | 'user.email_invalid'
  | 'user.inactive'
  | 'user.language_unknown'
  | 'user.last_admin'
  | 'user.login_confusable'
  | 'user.login_long'
  | 'user.login_required'
  | 'user.login_taken'
  | 'user.name_long'
  | 'user.name_required'
  | 'user.name_unseen'
  | 'user.no_heir'
  | 'user.own_admin'
  | 'user.own_deactivation'
  | 'user.password_common'
  | 'user.password_login'
  | 'user.password_long'
  | 'user.password_of_login'
  | 'user.password_pattern'
  | 'user.password_short'
  | 'user.password_wrong'
  | 'user.receiver_unknown'
  | 'user.role_unknown'
  | 'user.substitute_missing'
  | 'user.substitute_self'
  | 'user.substitute_unknown'
  | 'view.board_gone'
  | 'view.changed'
  | 'view.column_gone'
  | 'view.column_twice'
  | 'view.column_width'
  | 'view.columns_many'
  | 'view.field_unknown'
  | 'view.filter_large'
  | 'view.form_unknown'
  | 'view.look_unknown'
  | 'view.masked'
  | 'view.role_unknown'
  | 'view.sort_many'
  | 'view.title_long'
  | 'view.title_required'
  | 'view.title_taken'
  | 'view.too_many';

export const zh: Record<ProblemCode, string> = {
  'access.action_missing': '该角色不允许此操作',
  'access.admin': '系统管理员可以进行任何操作',
  'access.denied': '您没有权限进行此操作',
  'access.field_by_record': '记录当前的步骤或状态',
  'access.field_hidden': '看不到此字段',
  'access.field_masked': '此字段打码显示，需要申请才能查看原文',
  'access.field_read': '只能查看此字段',
  'access.field_write': '可以查看和修改此字段',
  'access.form_filled': '这张表单由系统填写，任何人都不能改',
  'access.inactive': '账号已停用，不能登录',
  'access.no_role': '在此应用中没有角色',
  'access.open_task': '此人有这条记录的待办任务，因此可以查看、填写和评论',
  'access.out_of_scope': '该角色允许此操作，但不包括这条记录',
  'access.permitted': '该角色允许此操作',
  'access.tie_department': '记录在其部门',
  'access.tie_owner': '责任人',
  'access.tie_participant': '参与人（处理过或被指派过）',
  'access.tie_submitter': '提交人',
  'access.tie_subtree': '记录在其负责的部门',
  'action.add_no_list': '字段 {field} 只有一个值，不能添加',
  'action.audience_mismatch': '消息 {message} 是写给内部人员的，不能发给客户',
  'action.back_unfit': '字段 {field} 不能关联到 {form}',
  'action.button_repeated': '两个按钮的标识都是 {key}',
  'action.channel_unfit': '客户只能通过邮件通知，所选渠道不含邮件',
  'action.failed': '动作『{action}』没有成功：{detail}',
  'action.field_computed': '字段 {field} 由系统计算，不能赋值',
  'action.field_required': '新建 {form} 必须填写 {field}',
  'action.field_unknown': '表单 {form} 没有字段 {field}',
  'action.form_unknown': '没有表单 {form}',
  'action.key_repeated': '同一处有两个动作的标识都是 {key}',
  'action.lookup_expression': '查找条件不能用表达式',
  'action.match_unknown': '『{field}』没有取值，不能用来认出已有记录',
  'action.match_without_back': '要认出已有记录，先选一个存放关联的字段',
  'action.message_unknown': '没有消息模板 {message}',
  'action.nobody_to_own': '没有找到负责人：{why}',
  'action.note.all_filled': '字段都已填写，未作修改',
  'action.note.customer': '客户',
  'action.note.matched': '认出已有记录，已关联',
  'action.note.nobody': '没有可通知的人',
  'action.note.nothing_linked': '没有关联的记录，未作更新',
  'action.note.told': '通知 {count} 人：{people}',
  'action.option_unknown': '字段没有选项 {option}，可选：{known}',
  'action.outcome_without_promise': '没有选择承诺，按钮不能用结果 {outcome}',
  'action.people_by_unknown': '没有 {by} 这种找人方式',
  'action.people_cycle': '人员规则 {rule} 的后备规则绕回了自己',
  'action.people_field_unknown': '字段 {field} 不存在，或者存的不是人员或部门',
  'action.people_nobody': '请至少写一种找人的方式',
  'action.people_owner_skip': '负责人不能为空，请换一种找不到人时的处理',
  'action.people_rule_unknown': '流程没有人员规则 {rule}',
  'action.people_user_missing': '请选择一位人员',
  'action.people_who_unknown': '没有 {who} 这种相关人，可用的有：{known}',
  'action.pick_unknown': '没有 {pick} 这种挑选方式',
  'action.press_unknown': '流程没有按钮或流转 {press}，可用的有：{known}',
  'action.relation_unknown': '{field} 不是关联字段',
  'action.role_unknown': '没有角色 {role}',
  'action.settings_unreadable': '动作的设置无法识别：{detail}',
  'action.status_unknown': '流程没有状态 {status}，可用的有：{known}',
  'action.type_unknown': '没有 {type} 这种动作，可用的有：{known}',
  'action.updates_itself': '不能用“更新关联记录”修改记录自己，请用“填写字段”',
  'action.value_kind': '这个值与字段的类型不符，应为 {want}',
  'action.who.actor': '操作人',
  'action.who.followers': '关注人',
  'action.who.owner': '负责人',
  'action.who.participants': '参与人',
  'action.who.previous_owner': '前任负责人',
  'action.who.submitter': '提报人',
  'action.who.teller': '告知过客户的人',
  'action.who.working': '在办人',
  'action.why.administrators': '没有找到其他人，交给管理员：{people}',
  'action.why.condition_failed': '第 {index} 种找法的条件出错',
  'action.why.department_head': '部门负责人：{people}',
  'action.why.field': '字段 {field}：{people}',
  'action.why.first': '（{count} 人中的第一位）',
  'action.why.least_loaded': '（{count} 人中在办最少，{open} 项）',
  'action.why.lookup': '按 {form} 查到：{people}',
  'action.why.nobody': '没有找到任何人',
  'action.why.role': '角色 {role}：{people}',
  'action.why.round_robin': '（{count} 人轮流）',
  'action.why.user': '指定人员：{people}',
  'action.why.who': '{who}：{people}',
  'affected.hold': '{count} 条记录用到{what}',
  'affected.opened': '{count} 条记录：{what}的内容将在后台解密，列表、筛选和搜索重新可用',
  'affected.sealed': '{count} 条记录：{what}的内容将在后台加密，之后只能按整个值查找',
  'affected.stand': '{count} 条办理中的记录在{what}',
  'affected.uncounted': '{what}涉及的记录很多，没有逐条统计',
  'api.done': '成功',
  'api.intro': '程序用 API 令牌访问：每个请求带上 Authorization: Bearer 令牌。能做的事是令牌主人的权限和令牌范围的交集。错误用 application/problem+json 说明，problems 里一次列出全部问题，pointer 指出位置。每个令牌每分钟最多 {rate} 次请求。本文档按读者的权限和当前发布的表单生成。',
  'api.key': '同一个请求重发时用同一个值，只会做一次',
  'api.lang': '回答的语言',
  'api.match': '读到的 ETag；记录已被别人修改时答 409',
  'api.scope': '需要范围：{scope}',
  'api.status.400': '请求看不懂',
  'api.status.401': '没有令牌，或令牌无效、已过期',
  'api.status.403': '令牌范围或主人的权限不够',
  'api.status.404': '没有，或不能看到',
  'api.status.409': '和别人的修改冲突',
  'api.status.413': '内容太大',
  'api.status.415': '内容须是 JSON',
  'api.status.422': '内容有问题，problems 里逐条说明',
  'api.status.428': '须带上 If-Match',
  'api.status.429': '请求太多，Retry-After 秒后再试',
  'api.status.431': '地址或请求头太长',
  'api.status.503': '暂时不可用，请稍后再试',
  'api.tag.files': '附件',
  'api.tag.forms': '表单和本文档',
  'api.tag.operate': '运维',
  'api.tag.records': '各表单的记录',
  'api.tag.work': '待办、消息和同事',
  'api.title': '回音 API',
  'api.token': '在“API 令牌”页面创建',
  'app.admin_role': '应用管理员',
  'app.calendar_unknown': '没有日历『{calendar}』',
  'app.first_field': '标题',
  'app.founded': '新建应用',
  'app.identity': '应用的标识是“{app}”，不能改成“{other}”',
  'app.key_taken': '标识 {key} 已有应用在用，请换一个',
  'app.menu.form_unknown': '菜单里的表单『{form}』不存在',
  'app.menu.twice': '表单『{form}』在菜单里出现了两次',
  'app.not_one': '一个应用要有且只有一个 app.json，这里有 {count} 个',
  'app.source_missing': '请说明从哪里新建：空白、复制一个应用，或粘贴表格',
  'app.title_required': '请给应用起个名字',
  'app.unknown': '没有应用『{app}』',
  'app.zone_unknown': '不认识的时区『{zone}』',
  'audit.kind_unknown': '没有这类记录',
  'audit.time_invalid': '日期格式不对',
  'backup.exists': '{file} 已存在，备份不会覆盖它',
  'backup.no_data': '{path} 没有数据可以备份',
  'backup.no_key_here': '此存储的根密钥不在数据旁边，无法放进备份',
  'calendar.clock.agreed': '约定 {at} 到期',
  'calendar.clock.breached': '{at} 超时完成（应于 {due}）',
  'calendar.clock.cancelled': '{at} 取消',
  'calendar.clock.due': '{at} 到期',
  'calendar.clock.left': '剩余 {length}',
  'calendar.clock.met': '{at} 按时完成',
  'calendar.clock.over': '已超 {length}',
  'calendar.clock.paused': '{at} 暂停',
  'calendar.clock.paused_for': '{at} 暂停（{why}）',
  'calendar.clock.resumed': '{at} 恢复',
  'calendar.clock.started': '{at} 开始',
  'calendar.clock.target': '时限 {length}',
  'calendar.clock.used': '已用 {length}',
  'calendar.date_invalid': '没有 {date} 这一天',
  'calendar.day_unknown': '未知的星期 {day}',
  'calendar.holiday_twice': '{date} 既是放假又是上班',
  'calendar.holiday_year': '{date} 不属于 {year} 年的安排',
  'calendar.holidays_missing': '没有节假日数据，节假日会按普通日子计算',
  'calendar.never_open': '这个日历没有任何工作时间',
  'calendar.preview_period': '{period} 不是时长，要像 PT4H 或 P2D',
  'calendar.preview_time': '{time} 不是时间，要像 2026-11-27T17:30',
  'calendar.span_order': '结束时间 {to} 必须晚于开始时间 {from}',
  'calendar.span_overlap': '同一天的时段互相重叠',
  'calendar.time_invalid': '时间 {from}–{to} 不正确，应为 00:00 到 24:00',
  'calendar.unreadable': '无法读取：{detail}',
  'calendar.zone_unknown': '未知的时区 {zone}',
  'call.address_missing': '连接「{what}」没有填写对方地址',
  'call.answer_long': '对方系统返回的内容太长（超过 {what} 字节）',
  'call.answer_unreadable': '对方系统返回的内容不是 JSON：{what}',
  'call.answered': '对方系统这次没能处理（返回 {what}）',
  'call.connector_gone': '连接「{what}」已经不在应用里',
  'call.host_unknown': '找不到对方服务器「{what}」，请核对地址',
  'call.refused': '对方系统拒绝了这次请求（返回 {what}），再试也一样；请核对地址、密钥和要发送的内容',
  'call.secret_missing': '密钥「{what}」还没有填写',
  'call.timeout': '对方系统没有及时回应',
  'call.unreachable': '连不上对方服务器（{what}），它可能没有开启',
  'change.added': '新增{what}',
  'change.after': '字段「{field}」移到「{after}」之后',
  'change.altered': '修改了{what}',
  'change.changed': '{what}由{old}改为{new}',
  'change.cleared': '清除{what}（原为{old}）',
  'change.entered': '{what}增加{added}',
  'change.exchanged': '{what}增加{added}，去掉{removed}',
  'change.first': '字段「{field}」移到最前面',
  'change.left': '{what}去掉{removed}',
  'change.moved': '调整了{what}的顺序',
  'change.off': '{what}不再{word}',
  'change.off_self': '不再{word}',
  'change.on': '{what}改为{word}',
  'change.on_self': '改为{word}',
  'change.opened': '向公众开放：任何人凭链接可填写',
  'change.placed': '字段「{field}」放到{where}',
  'change.put': '字段「{field}」移到{where}',
  'change.removed': '删除{what}',
  'change.renamed': '{what}改名为{new}',
  'change.renamed_self': '改名为{new}',
  'change.restored': '恢复{what}',
  'change.set': '{what}设为{new}',
  'change.shut': '不再向公众开放，外面的链接打不开了',
  'change.unplaced': '字段「{field}」从布局中拿掉',
  'change.width': '字段「{field}」改为占一行的 {width}',
  'client.offline': '您现在没有联网，连上网络后请再试一次',
  'client.timeout': '服务器太久没有回应，请再试一次',
  'client.unreachable': '连不上服务器，请检查网络后再试',
  'client.unreadable': '服务器的回答无法识别，请刷新页面后再试',
  'comment.empty': '请写点什么',
  'comment.mention_to_customer': '客户会看到这段话，里面不能提到同事，请去掉“@{name}”',
  'comment.mention_unreadable': '提到的人看不到这条记录',
  'comment.merged_customer': '归并进来的 {no} 的客户',
  'comment.too_long': '评论最多 {max} 字',
  'comment.too_many_files': '一条评论最多带 {max} 个文件',
  'comment.too_many_mentions': '一条评论最多提到 {max} 人',
  'comment.unknown': '没有这条客户留言：{id}',
  'comment.visibility_unknown': '评论的可见范围只能是 internal 或 customer，不能是 {visibility}',
  'condition.change.forbidden': '“{op}”只能用在自动化规则里',
  'condition.depth.exceeded': '条件嵌套不能超过 {max} 层',
  'condition.expr.forbidden': '这里不能使用表达式条件',
  'condition.field.unknown': '找不到字段“{field}”',
  'condition.group.empty': '“任一满足”下面没有条件，永远不会成立',
  'condition.key.unknown': '条件里不认识“{key}”',
  'condition.leaves.exceeded': '一个条件最多包含 {max} 项，现在有 {count} 项',
  'condition.malformed': '条件格式不对：{detail}',
  'condition.op.illegal': '字段“{field}”不能用“{op}”比较，可用：{legal}',
  'condition.op.unknown': '没有“{op}”这种比较方式',
  'condition.shape.invalid': '这里应当是一个条件：字段条件、全部满足、任一满足、非或表达式',
  'condition.text.missing': '条件缺少“{key}”',
  'condition.value.invalid': '“{value}”不能用作条件的值',
  'condition.value.kind': '“{value}”与字段的类型（{kind}）不符',
  'condition.value.list': '请至少选择一个值',
  'condition.value.missing': '请填写要比较的值',
  'condition.value.option': '选项“{value}”不存在',
  'condition.value.pair': '请填写起止范围，至少填写一端',
  'condition.value.relative': '看不懂相对日期“{value}”，例如 today-7d、now+2h、startOfMonth',
  'condition.value.unexpected': '这个条件不需要值',
  'condition.value.unresolved': '相对日期“{value}”还没有换算成具体日期',
  'condition.values.exceeded': '一个条件最多列出 {max} 个值，现在有 {count} 个',
  'connector.field_personal': '“{field}”是个人信息，要发送给外部系统，请先写明用途',
  'connector.field_read_only': '“{title}”不能由外部系统填写',
  'connector.field_unknown': '连接要发送的字段“{field}”不存在',
  'connector.find_cannot_create': '找不到记录时不能新建：请选择拒绝或忽略，或填写“{field}”',
  'connector.find_empty': '没有写“{field}”的值从哪里来',
  'connector.find_not_unique': '“{field}”不是唯一字段，不能用来查找记录',
  'connector.form_unknown': '连接所用的表单“{form}”不存在',
  'connector.header_taken': '请求头“{header}”由系统填写，不能自定义',
  'connector.inbound_mixed': '接收消息的连接不能有地址、请求头、发送字段或超时',
  'connector.secret_first': '先设置密钥，再填地址',
  'connector.secret_missing': '连接“{connector}”的密钥“{secret}”还没有设置',
  'connector.secret_short': '密钥至少要有 {min} 个字符',
  'connector.url_invalid': '连接的地址不完整，应像 https://example.com/hook，且不含用户名和密码',
  'connector.url_plain': '连接的地址不是 https，内容在路上可能被人看到',
  'definition.app_missing': '缺少 app.json',
  'definition.duplicate': '{kind} {key} 已经存在；如果要扩展它，请写 "extends": true',
  'definition.extends_missing': '{kind} {key} 要扩展下层的同名定义，但下层没有',
  'definition.folder_unknown': '{name} 不属于任何种类的定义，已忽略',
  'definition.key_invalid': '标识 {key} 不合法：以小写字母开头，只用小写字母、数字和下划线，最多 64 个字符',
  'definition.kind_unknown': '未知的定义种类 {kind}，可用的有：{known}',
  'definition.merge_conflict': '双方都改了“{path}”，改得不一样；暂时保留了我方的内容',
  'definition.merge_order': '双方都调整了“{path}”的顺序；保留了我方的顺序',
  'definition.merge_removed_mine': '我方删除了“{path}”，对方却修改了它；暂时保持删除',
  'definition.merge_removed_theirs': '对方删除了“{path}”，我方却修改了它；暂时保留',
  'definition.migration_failed': '无法从格式版本 {version} 升级：{detail}',
  'definition.misplaced': '{kind} 类的定义不能放在 {folder} 里',
  'definition.path_escape': '不允许的路径 {path}',
  'definition.place_missing': '{key} 要放在 {target} 旁边，但没有 {target}',
  'definition.remove_missing': '要删除的内容在下层中不存在',
  'definition.spec_mismatch': '值的类型不对：{actual}',
  'definition.spec_unknown': '未知的设置 {name}',
  'definition.title_long': '名称最多 {max} 个字，现在有 {actual} 个',
  'definition.title_reordered': '名称里有改变文字方向的不可见字符，请删掉重新输入',
  'definition.unreadable': '无法读取：{detail}',
  'definition.version_too_new': '定义的格式版本 {version} 比本系统支持的 {newest} 新，请先升级系统',
  'department.below_itself': '『{name}』不能放在它自己的下面',
  'department.changed': '别人刚刚修改了这个部门，请刷新后再改',
  'department.head_unknown': '没有这位负责人',
  'department.name_long': '部门名称最多 {max} 个字',
  'department.name_required': '请填写部门名称',
  'department.name_taken': '这里已经有名为『{name}』的部门',
  'department.name_unseen': '部门名称里有看不见的字符，请重新输入',
  'department.unknown': '没有部门『{department}』',
  'draft.changed_since': '{by}在 {at} 又改了『{title}』，请先看看现在的改动',
  'draft.dropped_since': '{by}在 {at} 撤销了『{title}』的改动，请先看看现在的改动',
  'draft.newer_exists': '『{title}』已被{by}在 {at} 修改，请先查看差异',
  'explain.action_unknown': '没有这种操作',
  'explain.field_unknown': '没有这个字段',
  'explain.record_unknown': '没有找到这条记录，请检查编号',
  'explain.role_unknown': '没有这个角色',
  'explain.user_unknown': '请选择一位用户',
  'export.column_unknown': '没有可导出的列“{column}”',
  'export.format_unknown': '不认识的文件格式“{format}”，请用 csv 或 xlsx',
  'export.too_many': '有 {count} 条，Excel 文件最多放 {max} 条，请先筛选，或导出 CSV',
  'expression.argument': '第 {line} 行第 {column} 列：函数 {function} 的第 {position} 个参数应为 {want}，而不是 {got}',
  'expression.arguments': '第 {line} 行第 {column} 列：函数 {function} 需要 {want} 个参数，给了 {got} 个',
  'expression.budget': '计算量过大，已停止（最多 {max} 步）',
  'expression.character': '第 {line} 行第 {column} 列：不能使用字符“{character}” {suggestion}',
  'expression.date_literal': '第 {line} 行第 {column} 列：“{value}”不是有效的 {want}',
  'expression.dynamic': '第 {line} 行第 {column} 列：字段名必须直接写出，不能在运行时计算（{name}）',
  'expression.empty': '表达式是空的',
  'expression.failed': '第 {line} 行第 {column} 列计算失败：“{operator}”不能用于 {operands}',
  'expression.formatter': '第 {line} 行第 {column} 列：没有名为“{name}”的格式',
  'expression.function_unknown': '第 {line} 行第 {column} 列：没有名为“{name}”的函数',
  'expression.incomplete': '第 {line} 行第 {column} 列：表达式没有写完',
  'expression.name_taken': '第 {line} 行第 {column} 列：名称“{name}”已被占用',
  'expression.no_member': '第 {line} 行第 {column} 列：{got} 类型的值没有“{name}”',
  'expression.operand': '第 {line} 行第 {column} 列：“{operator}”需要 {want}，而不是 {got}',
  'expression.pattern': '第 {line} 行第 {column} 列：matches 右边应直接写出正确的正则表达式 {detail}',
  'expression.placeholder': '第 {line} 行第 {column} 列：“{{”没有对应的“}}”',
  'expression.result_type': '表达式的结果应为 {want}，而不是 {got}',
  'expression.syntax': '第 {line} 行第 {column} 列写法有误：{near}',
  'expression.too_deep': '第 {line} 行第 {column} 列：括号嵌套超过 {max} 层',
  'expression.too_large': '表达式太复杂：最多 {max} 个部分',
  'expression.too_long': '表达式太长：{length} 字节，最多 {max} 字节',
  'expression.type_mismatch': '第 {line} 行第 {column} 列：“{operator}”两边类型不一致：{left} 与 {right}',
  'expression.unknown_name': '第 {line} 行第 {column} 列：没有名为“{name}”的字段',
  'expression.unsupported': '第 {line} 行第 {column} 列：不支持“{what}”',
  'file.empty': '『{name}』是空文件',
  'file.missing': '没有收到文件',
  'file.too_large': '『{name}』太大，最大 {max} MB',
  'file.type_refused': '『{name}』是 {type} 文件，不能上传',
  'file.unknown': '文件不存在或已过期，请重新上传',
  'file.unreadable': '上传的内容读不懂：文件名里可能有特殊字符，请改名后再上传',
  'form.address.city': '{province}没有“{value}”这个城市',
  'form.address.incomplete': '请把地址填写完整',
  'form.address.invalid': '请填写地址',
  'form.address.province': '没有“{value}”这个省份',
  'form.autonumber.format': '编号格式里必须正好有一段用 0 表示的流水号，现在是 {format}',
  'form.autonumber.token': '编号格式里不认识 {token}，可用年、月、日和流水号',
  'form.boolean.invalid': '请回答是或否',
  'form.cascader.endless': '选项 {key} 的上级绕成了一圈，或超过 {max} 级',
  'form.cascader.incomplete': '请选到最后一级',
  'form.check': '{message}',
  'form.check.key_twice': '两条检查用了同一个标识 {key}',
  'form.check.message_missing': '请写出检查不通过时的提示',
  'form.choice.invalid': '请从选项中选择',
  'form.choice.required': '请选择“{title}”',
  'form.choice.too_few': '请至少选 {min} 个',
  'form.choice.too_many': '最多选 {max} 个',
  'form.consent.invalid': '请勾选或不勾选',
  'form.consent.required': '请勾选“{title}”',
  'form.date.invalid': '请填写正确的日期，如 2026-03-04',
  'form.date.maximum': '不能晚于 {max}',
  'form.date.minimum': '不能早于 {min}',
  'form.date_range.incomplete': '开始和结束日期都要填写',
  'form.date_range.invalid': '请填写开始和结束日期',
  'form.date_range.order': '结束日期不能早于开始日期',
  'form.date_range.too_long': '最多 {max} 天',
  'form.datetime.invalid': '请填写正确的日期和时间',
  'form.email.invalid': '请填写正确的邮箱地址，如 name@example.com',
  'form.expression.failed': '“{title}”算不出来，公式遇到了不能计算的值',
  'form.external.unfit': '“{title}”不能作为外部编号：须为唯一的文本，可以填写，且不是个人信息',
  'form.field.duplicate': '两个字段用了同一个标识 {key}',
  'form.field.key_invalid': '字段标识 {key} 只能用小写字母、数字和下划线，以字母开头',
  'form.field.key_reserved': '{key} 是系统用的名字，请换一个字段标识',
  'form.field.read_only': '“{title}”不能修改',
  'form.field.required': '请填写“{title}”',
  'form.field.taken': '另一条记录已经用了同样的内容',
  'form.field.type_unknown': '没有 {type} 这种字段类型',
  'form.field.unfillable': '“{title}”必填，但没有人能填写它，也没有默认值',
  'form.field.unique_type': '“{title}”这种字段不能设为不重复',
  'form.field.unknown': '表单没有字段 {field}',
  'form.file.invalid': '附件信息不完整，请重新上传',
  'form.file.too_large': '文件 {name} 太大，每个最大 {max} MB',
  'form.file.too_many': '最多上传 {max} 个文件',
  'form.file.type': '文件 {name} 的类型不允许，可上传：{allowed}',
  'form.formula.cycle': '公式互相引用成了一圈：“{title}”',
  'form.formula.empty': '请写出“{title}”的公式',
  'form.id_card.check': '身份证号的校验码不对，请核对每一位',
  'form.id_card.invalid': '请填写 18 位居民身份证号',
  'form.layout.both': '布局中的一项不能既是字段 {field} 又是 {type}',
  'form.layout.field_twice': '字段 {field} 在布局中出现了两次',
  'form.layout.key_twice': '布局标识 {key} 已被使用',
  'form.layout.no_children': '这一项里不能放别的内容',
  'form.layout.tab': '标签页里每一项都要是有标题的分组',
  'form.layout.too_deep': '布局嵌套太深：最多 {max} 层',
  'form.layout.type_unknown': '没有 {type} 这种布局',
  'form.link.ambiguous': '“{value}”可能是：{candidates}，请写清楚是哪一个',
  'form.link.invalid': '请从列表中选择',
  'form.link.missing': '“{title}”选择的内容不存在，或者已不可用',
  'form.link.unknown': '“{value}”对不上任何人、部门或记录',
  'form.list.unknown': '字典 {list} 不存在',
  'form.logic.endless': '表单逻辑互相触发，没有尽头，请联系管理员',
  'form.logic.idle': '规则 {key} 什么也不做',
  'form.logic.key_twice': '两条规则用了同一个标识 {key}',
  'form.logic.never_shown': '“{title}”只有在它自己有值时才显示，所以可能永远不会出现',
  'form.nps.invalid': '请选 0 到 10 之间的整数',
  'form.number.invalid': '请填写数字',
  'form.number.maximum': '不能大于 {max}',
  'form.number.minimum': '不能小于 {min}',
  'form.number.too_large': '数字太大，最大 {max}',
  'form.option.archived': '选项“{value}”已停用，不能再选',
  'form.option.both': '选项和字典 {list} 只能用一种',
  'form.option.closed': '“{value}”现在不能选，请改选其他选项',
  'form.option.duplicate': '选项 {key} 重复了',
  'form.option.invalid': '请从选项中选择一个',
  'form.option.parent_unknown': '上级选项 {key} 不存在',
  'form.option.unknown': '没有“{value}”这个选项',
  'form.personal.consent_missing': '公开表单收集敏感个人信息“{title}”，必须同时有单独的同意字段',
  'form.personal.formula': '公式“{title}”用到了个人信息 {read}，但没有标为个人信息',
  'form.personal.purpose_missing': '个人信息“{title}”必须写明目的和保存天数',
  'form.personal.unmarked': '“{title}”是敏感个人信息，必须写明目的和保存天数',
  'form.phone.invalid': '请填写正确的电话号码，如 13800138000 或 010-66554433',
  'form.phone.kind': '这种号码不可用，可用的有：{allowed}',
  'form.process.unknown': '流程 {process} 不存在',
  'form.public.blind': '这条规则要看“{title}”，公开页上没有这个字段，在那里它总是空的',
  'form.public.closed': '这个表单没有对外开放',
  'form.public.contact': '按联系方式认人，公开页上要有联系人的邮箱或电话字段',
  'form.public.empty': '公开表单里还没有字段',
  'form.public.internal': '“{title}”会暴露内部的人员或部门，不能放在公开表单上',
  'form.public.moment': '{value} 不是一个时间',
  'form.public.not_inside': '字段 {field} 不在公开表单里，不能在那里必填',
  'form.public.origin': '“{value}”不是网站地址，应写成 https://www.example.com，不带路径',
  'form.public.origin_wide': '{value} 包含了很多互不相干的网站，请写到具体的域名，例如 https://*.example.com',
  'form.public.relation': '“{title}”在公开表单上无法选择，只能由链接参数带入',
  'form.public.window': '截止时间要晚于开放时间',
  'form.rating.invalid': '请评 1 到 {max} 分的整数',
  'form.reference.type': '“{title}”的类型不合适，这里需要：{types}',
  'form.reference.unknown': '字段 {field} 不存在',
  'form.relation.filtered': '“{title}”选择的记录不满足条件',
  'form.relation.form_missing': '请选择“{title}”关联哪个表单',
  'form.relation.form_unknown': '关联的表单 {form} 不存在',
  'form.relation.title_unknown': '表单 {form} 没有字段 {field}',
  'form.rollup.chain': '汇总不能再汇总另一个汇总字段 {field}',
  'form.rollup.field': '表单 {form} 的字段 {field} 没有关联到这里',
  'form.rollup.kind': '不能对字段 {field} 做这种汇总（{measure}），或者结果类型不符',
  'form.rollup.per': '“{field}”不能用来让每一个只算一次（汇总方式：{measure}）',
  'form.rollup.self': '“{title}”要把本记录也算进去，只能汇总同一张表单，并且按不同值计',
  'form.rollup.unset': '请选择“{title}”汇总哪张表单，以及它用哪个字段关联到这里',
  'form.sample': '{title}（示例）',
  'form.sample_no': '示例编号',
  'form.set.not_writable': '“{title}”由系统产生或由本人决定，不能这样赋值',
  'form.settings.invalid': '设置无法识别：{detail}',
  'form.settings.range': '范围没有意义：最小 {min}，最大 {max}',
  'form.slider.mark': '刻度 {value} 在范围之外',
  'form.slider.step': '请填写从 {min} 起每 {step} 一档的数',
  'form.sub_table.invalid': '请一行一行地填写',
  'form.sub_table.too_few': '至少填 {min} 行',
  'form.sub_table.too_many': '最多 {max} 行',
  'form.sub_table.type': '“{title}”这种字段不能放在明细表里',
  'form.text.hint': '{hint}',
  'form.text.invalid': '请填写文字',
  'form.text.limit': '最多字数不能超过 {max}',
  'form.text.pattern': '格式不正确',
  'form.text.pattern_invalid': '格式（正则表达式）写法不正确：{detail}',
  'form.text.pattern_slow': '这个格式把会重复的内容又重复了一层（例如 ^(a+)+$），遇到长的、不合格的文字，填写页会卡住。请只留一层重复（例如 ^a+$），或在两次重复之间加上固定的分隔符',
  'form.text.too_long': '最多 {max} 个字，现在有 {actual} 个',
  'form.text.too_short': '至少 {min} 个字，现在有 {actual} 个',
  'form.time.invalid': '请填写正确的时刻，如 09:30',
  'form.time.maximum': '不能晚于 {max}',
  'form.time.minimum': '不能早于 {min}',
  'form.title_personal': '“{title}”是个人信息，加密保存；标题到处都会显示，不能取自它，请换一个字段',
  'form.url.host': '只能填写这些网站的网址：{allowed}',
  'form.url.invalid': '请填写正确的网址，如 https://example.com',
  'form.user.role': '“{title}”请选择有对应角色的同事',
  'form.user.role_unknown': '没有“{role}”这个角色',
  'history.branch_done': '一条并行分支完成，还有 {left} 路',
  'history.branches_cancelled': '其余并行分支已取消',
  'history.call_done': '“{node}”得到答复',
  'history.call_done_sample': '示例记录没有真的发出请求，“{node}”直接往下走',
  'history.call_failed': '“{node}”未成功：{comment}',
  'history.call_unreadable': '对方的答复填不进字段：{text}',
  'history.called': '已向“{key}”发出请求',
  'history.called_sample': '示例记录不对外发送：这里本会向“{key}”发出请求',
  'history.comment': '写了评论',
  'history.copied': '抄送给 {users}',
  'history.created': '提交了记录',
  'history.deleted': '删除了记录',
  'history.edited': '修改了内容',
  'history.ended': '流程结束',
  'history.followed': '归并到的记录变为『{status}』',
  'history.forked': '分为 {count} 路同时进行',
  'history.heard': '归并进来的 {text} 的客户又来留言',
  'history.joined': '并行分支全部完成',
  'history.member_joined': '归并进来：{text}',
  'history.member_left': '取消归并：{text}',
  'history.member_pressed': '归并进来的 {text} 的客户选择了『{button}』',
  'history.merged': '归并到另一条记录',
  'history.message': '安排发送『{key}』',
  'history.message_failed': '消息没有送达：{text}',
  'history.message_held': '同一个地址一小时内的自动回执太多，这封信没有发出，保存在消息记录里',
  'history.message_no_recipient': '没有可送达的地址',
  'history.message_not_configured': '未配置邮件服务器，消息保存在记录中',
  'history.message_sample': '示例消息（未对外发送）',
  'history.message_sent': '消息已发出',
  'history.message_withdrawn': '客户撤回了联系许可，取消发送『{text}』',
  'history.moved': '选择了『{button}』',
  'history.owner_changed': '责任人由『{from}』变为『{to}』',
  'history.owner_found': '责任人：{to}',
  'history.passed_on': '客户选择了『{button}』，已转给归并到的记录',
  'history.process_migrated': '转到第 {to} 版流程（原为第 {from} 版）',
  'history.process_pinned': '留在第 {from} 版流程',
  'history.promise_delivered': '告知已送达：{key}',
  'history.promise_due': '需要告知客户：{key}',
  'history.promise_failed': '告知未成功，需人工告知：{key}',
  'history.promise_read': '客户在进度页读到了：{key}',
  'history.promise_sent': '已发送告知：{key}',
  'history.promise_told': '已人工告知客户：{key}',
  'history.promise_waived': '无需告知：{key}',
  'history.refused': '{text} 不能再接收归并，归并已撤销',
  'history.restored': '恢复了记录',
  'history.resumed': '回到『{node}』',
  'history.returned': '退回到『{node}』',
  'history.rule': '规则『{key}』已执行',
  'history.sla_breached': '『{key}』已超时',
  'history.sla_cancelled': '『{key}』取消计时',
  'history.sla_late': '『{key}』超时完成',
  'history.sla_level': '时限提醒：{key}',
  'history.sla_met': '『{key}』按时完成',
  'history.sla_paused': '『{key}』暂停计时',
  'history.sla_resumed': '『{key}』恢复计时',
  'history.sla_retargeted': '『{key}』时限已调整',
  'history.sla_started': '『{key}』开始计时',
  'history.status_entered': '状态变为『{status}』',
  'history.status_left': '离开状态『{status}』',
  'history.task_cancelled': '『{node}』已取消',
  'history.task_claimed': '认领了『{node}』',
  'history.task_done': '完成『{node}』：{button}',
  'history.task_opened': '『{node}』交给 {users}',
  'history.task_signed': '已处理『{node}』：{button}',
  'history.task_transferred': '把『{node}』由 {from} 转给 {to}',
  'history.unmerged': '取消归并，恢复原状',
  'history.urged': '催办『{node}』',
  'history.waited': '“{node}”的等待结束：{outcome}',
  'history.waiting': '在“{node}”等待',
  'history.withdrawn': '撤回了记录',
  'history.words_read': '已读客户的留言，无需回复',
  'hook.off': '这个连接已停用，不接收消息',
  'hook.secret_unset': '这个连接还没有设置密钥',
  'hook.signature': '签名不对：请用连接的密钥对“时间戳.正文”做 HMAC-SHA256',
  'hook.timestamp': '时间戳不在前后 {minutes} 分钟之内',
  'hook.unknown_record': '没有对应的记录（{field}）',
  'hook.value_missing': '消息里没有用来查找记录的值（{field}）',
  'import.empty': '里面没有任何定义',
  'import.not_zip': '这个文件不是完整的 zip 压缩包',
  'import.ratio': '压缩包异常：解开后比压缩前大太多倍',
  'import.too_large': '内容太大：解开后最多 {max} MB',
  'import.too_many_faults': '问题太多，只列出前 {max} 个（共 {count} 个）',
  'import.too_many_files': '压缩包里有 {count} 个文件，最多 {max} 个',
  'internal': '系统出错了，请稍后再试；错误编号 {id}',
  'json.duplicate_key': '属性 {name} 写了两次',
  'json.empty_key': '属性没有名字',
  'json.invalid': '第 {line} 行第 {column} 列不是合法的 JSON',
  'json.number_inexact': '{value} 位数太多，会变成另一个数；请写成文字（加引号）',
  'json.number_range': '数字太大或太长',
  'json.too_deep': '嵌套太深：最多 {max} 层',
  'json.too_large': '内容太大：最多 {max} 字节，实际 {size} 字节',
  'link.customer': '(客户的进度链接)',
  'list.field_distant': '列表不能按关联记录的字段『{field}』筛选或排序',
  'list.field_hidden': '您不能按字段『{field}』筛选或排序',
  'list.filter_long': '筛选条件太多：最多 {tests} 条，其中“包含”最多 {searches} 条',
  'list.lookup_one': '被遮盖的号码一次只能查一个',
  'list.search_wide': '找到的记录超过 {max} 条，请用更具体的文字，或改用筛选',
  'list.sort_malformed': '排序“{sort}”无法识别：写成 字段:asc 或 字段:desc',
  'list.view_unknown': '没有视图『{view}』，可能已被删除，或您不能使用',
  'loop.by_hand': '{reason}。下面的话可以照着说，也可以复制了用别的方式发给客户。',
  'loop.no_mail_server': '没有配置邮件服务器：按“发送”信发不出去，会转成人工告知的待办',
  'loop.reason.failed': '邮件被退回，信没有送到',
  'loop.reason.no_contact': '没有留下任何联系方式',
  'loop.reason.no_mail': '没有邮箱，只有电话或微信',
  'loop.reason.no_recipient': '发信时没有邮箱，信没有发出',
  'loop.reason.not_configured': '没有配置邮件服务器，信没有发出',
  'loop.reason.overtaken': '还没告知就又重新处理，原来的话不再成立',
  'loop.reason.unmerged': '取消了归并，不用再告知',
  'mail.invite.body': '{name}，您好：\n\n您的账号已开通，登录账号是 {login}。请打开下面的链接设置密码，随后即可使用：\n\n{link}\n\n链接 7 天内有效，只能使用一次。若您不知道这是怎么回事，忽略这封邮件即可。',
  'mail.invite.subject': '邀请您使用回音',
  'mail.reset.body': '{name}，您好：\n\n有人请求为账号 {login} 重新设置密码。打开下面的链接即可设置：\n\n{link}\n\n链接 1 小时内有效，只能使用一次；设置后，其他设备都会退出登录。若不是您本人操作，忽略这封邮件即可，密码不会改变。',
  'mail.reset.subject': '重新设置回音的密码',
  'mention.body': '{no} {text}',
  'mention.subject': '{by} 在评论中提到了您：{title}',
  'mention.title': '在评论中提到',
  'merge.apart.body': '{other} 已经结束、被归并或被删除，不能再接收归并。{title} 已恢复原状，请重新处理。',
  'merge.apart.subject': '归并没有成功：{title}',
  'merge.apart.title': '归并没有成功',
  'merge.both': '{what}：这里和新版本都有改动',
  'merge.differ': '{what}：这里改为{mine}，新版本改为{theirs}',
  'merge.lead_gone': '一条已删除的记录',
  'merge.member_gone': '一条已删除的记录',
  'merge.removed_here': '{what}：这里已删除，新版本有改动',
  'merge.removed_there': '{what}：新版本已删除，这里有改动',
  'message.consent_withdrawn': '客户已撤回联系同意，不能再发送',
  'message.held': '同一个地址一小时内最多自动发 {max} 封信，这一封没有发出；确认是客户本人后可以重新发送',
  'message.render_failed': '消息模板『{message}』无法生成：{detail}',
  'message.state.failed': '未送达',
  'message.state.held': '已拦下',
  'message.state.no_recipient': '没有收件地址',
  'message.state.not_configured': '未配置邮件服务器',
  'message.state.sample': '示例（不外发）',
  'message.state.sending': '发送中',
  'message.state.sent': '已发送',
  'message.unknown': '没有消息模板『{message}』',
  'migration.field': '字段“{field}”不是选择题，不能替换它的值',
  'migration.none': '这个应用没有可重试的迁移',
  'migration.option_stays': '选项“{option}”还在用，只能替换已经去掉的选项',
  'migration.option_unknown': '没有选项“{option}”',
  'migration.running': '上一次发布的迁移还在进行，请稍候',
  'move.begun': '{store} 已开始从 {from} 填充：请继续完成，或先清空它',
  'move.not_empty': '{store} 里已有数据：只能搬到或恢复到空的存储',
  'move.unfinished': '这个存储只从 {from} 填充了一部分：请重复那条命令，直到完成',
  'phrase.and': ' 且 ',
  'phrase.and_more': '{names}等 {count} 项',
  'phrase.at': '{definition}：{place}',
  'phrase.by_button': '（{button}）',
  'phrase.days': '{n} 天',
  'phrase.else': '，否则',
  'phrase.gone': '用到了{what}，它已经没有了',
  'phrase.group': '（{condition}）',
  'phrase.hours': '{n} 小时',
  'phrase.list': '{names}',
  'phrase.minutes': '{n} 分钟',
  'phrase.no': '否',
  'phrase.nobody': '没有人',
  'phrase.not': '不满足（{condition}）',
  'phrase.nth': '第 {n} 个',
  'phrase.or': ' 或 ',
  'phrase.outside': '分组之外',
  'phrase.seconds': '{n} 秒',
  'phrase.unit': '「{title}」里',
  'phrase.working': '{duration}（工作时间）',
  'phrase.yes': '是',
  'preset.circular': '预置模板『{name}』循环依赖自身',
  'preset.installed': '『{name}』已经安装，没有更新',
  'preset.unknown': '没有预置模板『{name}』',
  'process.already_claimed': '已被 {by} 认领',
  'process.already_decided': '该待办已由 {by} 于 {at} 办理',
  'process.already_started': '流程已经开始',
  'process.arrow_condition': '“{node}”只有一条出线，出线不能带条件',
  'process.arrow_count': '“{node}”必须有且只有一条出线，现有 {count} 条',
  'process.arrow_from_end': '“{node}”是结束节点，不能有出线',
  'process.arrow_no_condition': '从判断“{node}”出发的连线要么带条件，要么设为默认',
  'process.arrow_on_button': '“{node}”没有按钮，连线不能指定按钮',
  'process.arrow_shadowed': '按钮“{button}”有多条无条件的连线，后面的永远走不到',
  'process.arrow_to_start': '连线“{transition}”不能指向开始节点',
  'process.audience_unknown': '告知对象“{audience}”既不是 self，也不是关联字段',
  'process.audience_unreachable': '『{field}』关联的表单没有设置联系人的邮箱，『{promise}』发不出去，只能人工告知',
  'process.auto_loop': '“{node}”处于一个没有人工步骤的循环中，条件不变时会无法结束',
  'process.body_required': '请填写消息内容',
  'process.branch_end_outside': '“{node}”只结束一条并行分支，却不在任何分支里',
  'process.branch_entered': '“{node}”在“{fork}”的分支里面，不能从外面直接进去',
  'process.branch_left': '“{fork}”的分支绕过了并行汇合，又回到了并行开始之前',
  'process.branch_status': '“{fork}”的分支里所有节点都要在状态“{status}”，“{node}”不在',
  'process.branches_meet': '“{fork}”的几条分支在“{node}”就碰到了一起；分支只能在并行汇合处会合',
  'process.button_no_arrow': '步骤“{node}”的按钮“{button}”没有连线，按下后无处可去',
  'process.button_not_completing': '按钮“{button}”不是“完成”类按钮，不能作为连线的起点',
  'process.button_option': '“{option}”对这种按钮（{kind}）没有意义',
  'process.button_unavailable': '现在不能使用“{button}”',
  'process.button_unknown': '没有按钮“{button}”',
  'process.calendar_unknown': '没有日历“{calendar}”',
  'process.call_aside': '不等回答的调用没有“失败”那条线',
  'process.choice_required': '请选择“{field}”',
  'process.claim_first': '请先认领，再办理',
  'process.clock_failed': '时限无法计算：{detail}',
  'process.command_unknown': '未知操作：{kind}',
  'process.comment_required': '请填写意见',
  'process.condition_failed': '条件无法计算：{detail}',
  'process.connector_unknown': '没有用于这张表单的连接“{connector}”',
  'process.default_condition': '默认连线“{transition}”不能带条件',
  'process.default_count': '判断“{node}”必须有且只有一条默认连线，现有 {count} 条',
  'process.entry_unknown': '没有这条告知记录',
  'process.field_hidden': '字段“{field}”在这一步既隐藏又要填写',
  'process.field_read': '字段“{field}”在这一步只能看，不能又要填写',
  'process.field_required': '请填写“{field}”',
  'process.field_unknown': '没有字段“{field}”',
  'process.fork_condition': '“{node}”要走全部分支，连线“{transition}”不能带条件或设为默认',
  'process.fork_count': '并行开始“{node}”至少要有两条出线，现有 {count} 条',
  'process.fork_default': '“{node}”按条件选分支时，要有一条不带条件的或默认的出线',
  'process.fork_unpaired': '并行开始“{node}”没有配对的并行汇合',
  'process.form_no_task': '表单“{form}”不是任务表单',
  'process.form_unknown': '没有表单“{form}”',
  'process.join_never': '“{fork}”没有任何分支能到达并行汇合“{node}”',
  'process.join_outside': '只有“{fork}”的分支能到并行汇合“{node}”',
  'process.join_twice': '并行开始“{fork}”已有汇合，“{node}”是多余的',
  'process.join_unpaired': '并行汇合“{node}”配对的并行开始“{fork}”不存在',
  'process.key_duplicate': '标识“{key}”重复',
  'process.level_one': '提醒级别“{level}”必须在百分比、提前、超时之后三者中选择一个',
  'process.merge_beaten': '没有归并：同时有人归并或取消了其中一条，请看看现在的情况再决定',
  'process.merge_calling': '正在等另一个系统的回答，现在不能归并',
  'process.merge_field': '“{field}”要是关联到同一张表单的只读字段',
  'process.merge_full': '{no} 已经归并了 {max} 条，满了',
  'process.merge_gone': '要归并到的记录不存在，或者您看不到它',
  'process.merge_into_merged': '{no} 自己已经归并到另一条了，请选那一条',
  'process.merge_into_status': '{no} 处于“{status}”，不能再归并进去',
  'process.merge_itself': '不能归并到自己',
  'process.merge_leads': '有 {count} 条记录归并在这里，先取消它们的归并',
  'process.merge_none': '这条记录没有归并到别处',
  'process.merge_not_allowed': '您不能归并这条记录',
  'process.merge_not_here': '在“{status}”状态下不能归并',
  'process.merge_off': '这个流程里不能归并',
  'process.merge_personal': '“{field}”是个人信息，不能带给别的客户',
  'process.merge_status': '归并后的状态“{status}”里不能有步骤或操作，也不能再从它归并',
  'process.merge_target': '请选择归并到哪一条',
  'process.merge_twice': '这条记录已经归并到另一条了，先取消归并',
  'process.message_for_staff': '消息“{message}”是写给内部人员的，不能发给客户',
  'process.message_state': '未知的消息状态：{state}',
  'process.message_unknown': '没有消息模板“{message}”',
  'process.migrate_apart': '同时进行的步骤去往不同的状态『{to}』和『{other}』',
  'process.migrate_branch': '并行分支『{node}』在新流程中不存在：请指定分支结束后记录去哪一步，或者让它留在原流程',
  'process.migrate_gone': '流程『{process}』已不存在，记录留在原流程',
  'process.migrate_merged': '新流程没有合并功能，已合并的记录留在原流程',
  'process.migrate_target': '步骤『{node}』不能转到『{to}』',
  'process.migrate_unmapped': '『{status}』状态的步骤『{node}』在新流程中没有对应，请指定去处',
  'process.move_nobody': '操作“{move}”没有指定谁可以使用，只有管理员能用',
  'process.move_not_allowed': '您不能使用“{move}”',
  'process.move_not_here': '{at} 起已是“{status}”，不能“{move}”',
  'process.move_unknown': '没有操作“{move}”',
  'process.moved_by': '{by} 已于 {at} 改为“{status}”，不能再“{move}”',
  'process.moved_on': '这条记录有了新的进展，现在不能“{move}”，请刷新页面查看',
  'process.no_complete_button': '步骤“{node}”没有能完成它的按钮',
  'process.no_owner': '“{status}”找不到负责人',
  'process.no_way': '“{node}”没有条件成立的出线',
  'process.node_no_end': '从“{node}”无法走到结束',
  'process.node_no_status': '节点“{node}”没有指定状态',
  'process.node_type_unknown': '没有节点类型“{type}”，可用：{known}',
  'process.node_unknown': '没有节点“{node}”',
  'process.node_unreachable': '没有任何路径能到达“{node}”',
  'process.none': '这条记录没有流程',
  'process.not_claimable': '该待办不需要认领',
  'process.not_participant': '只有办理人和负责人可以操作',
  'process.not_running': '流程不在进行中',
  'process.not_started': '流程尚未开始',
  'process.not_submitter': '只有提交人可以撤回',
  'process.outcome.done': '条件已满足',
  'process.outcome.timeout': '已到期限',
  'process.outcome_arrow': '“{node}”的结果“{outcome}”必须有且只有一条出线，现有 {count} 条',
  'process.outcome_unknown': '“{node}”没有结果“{outcome}”',
  'process.people_too_many': '“{node}”的办理人有 {count} 个，最多 {max} 个',
  'process.people_unknown': '没有人员规则“{rule}”',
  'process.point_unknown': '没有时点“{point}”',
  'process.press_impossible': '当前没有可用的“{button}”',
  'process.promise_open': '还有 {count} 项没有告知客户：{promises}（{customers}）',
  'process.promise_open_lapsed': '「{promises}」还没有告知{customers}，记录就退回来了。这样关闭，客户什么都不会知道：请改用会告知客户的方式结束',
  'process.promise_open_merged': '归并进来的建议还有 {count} 位客户没有告知：{customers}',
  'process.promise_open_others': '还要先告知其他人，请稍后再试',
  'process.promise_unknown': '没有「{promise}」这项告知，或者就是它自己',
  'process.public_internal': '『{field}』指向内部的人或记录，不能给客户看',
  'process.public_unseen': '状态『{status}』没有给客户看的名称，客户看不到这里写的内容',
  'process.reason_required': '请说明无需告知的原因',
  'process.refused': '{reason}',
  'process.reply_asks': '操作“{move}”要求填写字段或兑现承诺，不能由客户回复触发',
  'process.reply_closed': '这条记录已经结束较久，不能再留言；如有新的情况，请重新提交',
  'process.reply_not_from': '操作“{move}”不能在状态“{status}”下进行，不能由客户回复触发',
  'process.reply_twice': '状态“{status}”的客户回复规则写了两次',
  'process.return_into_branch': '不能退回到别的并行分支里的“{node}”',
  'process.return_never_visited': '“{node}”不可能在这一步之前走过，不能作为退回目标',
  'process.return_not_human': '“{node}”不是人工步骤，不能退回到它',
  'process.return_not_visited': '这次没有经过“{node}”，不能退回到它',
  'process.return_nowhere': '前面没有可以退回的步骤',
  'process.return_to_self': '不能退回到自己',
  'process.role_unknown': '没有角色“{role}”',
  'process.runaway': '流程在自动步骤间循环，已停止（{max} 次，位于“{node}”）',
  'process.settings_unreadable': '设置无法读取：{detail}',
  'process.start_count': '流程必须有且只有一个开始节点，现有 {count} 个',
  'process.status_no_owner': '状态“{status}”没有负责人',
  'process.status_unknown': '没有状态“{status}”',
  'process.status_unused': '没有节点使用状态“{status}”',
  'process.target_one': '目标必须在时长与日期字段中选择一个',
  'process.target_shadowed': '前面的目标没有条件，这一条永远用不到',
  'process.task_cancelled': '该待办已于 {at} 取消',
  'process.task_nobody': '任务没有办理人',
  'process.task_overtaken': '{by} 已于 {at} 改为“{status}”，这个待办不用再办',
  'process.task_unknown': '没有这个待办',
  'process.told_ahead': '告知时间还没有到，请填写实际告知客户的时间',
  'process.told_before': '告知时间早于这条记录的创建时间',
  'process.transfer_blind': '不能交给 {user}：TA 在这个应用里没有能看到这张表单的角色，会什么都看不到',
  'process.transfer_not_allowed': '不能转交给 {user}',
  'process.transfer_same': '{user} 已经是办理人',
  'process.transfer_to_missing': '请选择转交给谁',
  'process.transfer_whose': '有多位办理人，请选择转交谁的待办',
  'process.until_no_date': '字段“{field}”不是日期',
  'process.urge_interval': '请填写两次催办的最短间隔',
  'process.urge_nobody': '现在没有可以催办的人',
  'process.urge_not_allowed': '您不能催办',
  'process.urge_too_soon': '刚刚催办过，{next} 之后可以再次催办',
  'process.user_unknown': '没有在职人员“{user}”',
  'process.validate_unattended': '从“{node}”往下走时没有人在场，连线“{transition}”上的检查没人能处理，请把检查放到人工步骤之后',
  'process.wait_one': '“{node}”要么等一段时间，要么等到某个日期，要么等到条件成立，三者选一',
  'process.withdraw_not_end': '撤回必须到达结束节点，“{node}”不是',
  'process.withdraw_off': '该流程不能撤回',
  'process.withdraw_too_late': '已有人办理，不能再撤回',
  'public.answered': '您已经填写过了：每人最多 {times} 份',
  'public.form_changed': '这张表单刚刚更新过：{changes}。您填的内容还在，请核对后再提交',
  'public.full': '名额已满：共收 {quota} 份',
  'public.locked': '请先输入密码',
  'public.no_contact': '请填写“{title}”：本表单凭联系方式限制每人填写的份数',
  'public.no_cookie': '本表单限制每人填写的份数，需要浏览器允许 Cookie。请允许后刷新，或在新窗口打开',
  'public.not_open': '本表单将于 {at} 开放填写',
  'public.over': '本表单已于 {at} 截止，不再接收。您填写的内容没有丢失，还在这个页面上',
  'public.password': '密码不对，请核对后再试',
  'public.token': '页面打开太久了，请刷新后再提交；您填写的内容会保留',
  'public.unset': '本表单还没有准备好：密码尚未设置',
  'public.work': '需要先完成提交前的校验，请刷新页面后再提交',
  'query.cursor.invalid': '翻页位置已失效，请回到第一页',
  'query.path.invalid': '“{path}”不是有效的字段路径',
  'query.sort.duplicate': '“{path}”重复出现在排序中',
  'query.sort.exceeded': '最多按 {max} 个字段排序',
  'record.busy': '这条记录正被频繁修改，请稍后再试',
  'record.changed': '保存之前，别人已经修改了这条记录',
  'record.external_deleted': '外部编号“{id}”的记录已被删除',
  'record.external_differs': '内容里的外部编号和地址里的“{id}”不一样',
  'record.external_none': '表单“{form}”没有指定外部编号字段',
  'record.external_required': '外部编号不能为空',
  'record.form_read_only': '表单『{form}』由系统填写，不能手工新建',
  'record.form_unknown': '没有表单『{form}』',
  'record.kind_unknown': '不认识的操作『{kind}』',
  'record.not_deleted': '这条记录没有被删除，或者已经恢复',
  'record.process_unknown': '没有流程『{process}』',
  'record.reason_required': '请写明查看原因',
  'release.needs_mapping': '{count} 条进行中的记录在新流程中没有对应的位置，请指定去处或让它们留在原流程',
  'release.newer_exists': '{by}已在 {at} 先发布了第 {current} 版（您看到的是第 {seen} 版），请先查看差异',
  'release.nothing': '没有改动，不发布新版本；当前仍是第 {current} 版',
  'release.options_held': '{count} 条记录的「{title}」还是「{option}」，新版本里没有这个选项：请选换成哪个，或者让它们照旧保留',
  'release.still_used': '第 {release} 版流程还有未办完的记录，它们要用到的内容在这次发布里没有了：',
  'release.unchanged': '和当前的第 {current} 版没有不同，不会发布新版本，所以记录的去向和选项替换也没有执行；请改用“继续处理没转成的记录”，或者先改动再发布',
  'release.unknown': '没有第 {number} 版',
  'release.values_misfit': '{count} 条记录（含回收站里的）的「{title}」是按“{from}”填的，换成“{to}”会对不上：请保留原来的类型，另外新增一个字段',
  'report.behind.labels': '这一行已经不是这张表里的了，请刷新',
  'report.behind.others': '“其他”和没有分到这一层的，不能单独打开',
  'report.buckets.many': '按“{field}”分会超过 {max} 组，请放大粒度或缩小时间范围',
  'report.cells.many': '这些维度组合起来超过 {max} 组，请减少维度或加筛选',
  'report.chart.dimensions': '这种图需要 {min} 到 {max} 个维度',
  'report.chart.measures': '这种图需要 {min} 到 {max} 个指标',
  'report.chart.unknown': '没有图表类型“{chart}”',
  'report.column.unknown': '数据里还没有“{column}”，请稍后再试',
  'report.compare.period': '要与以前对比，先选一个有起止的时间范围',
  'report.dataset.unknown': '没有数据集“{dataset}”',
  'report.dimension.bins': '“{field}”不是数字，不能分段',
  'report.dimension.bins_both': '分段用等宽或用自定边界，只能选一种；起点只用于等宽',
  'report.dimension.bucket': '“{field}”不能按 {bucket} 分组',
  'report.dimension.edges': '边界要从小到大，不能重复',
  'report.dimension.fill': '“{field}”不是日期，没有可以补齐的空档',
  'report.dimension.kind': '不能按“{field}”分组',
  'report.dimension.level': '“{field}”没有层级',
  'report.dimension.top': '“{field}”是日期，不能只取前几名，请改用时间范围',
  'report.field.forbidden': '您无权查看字段“{field}”，不能用它统计',
  'report.field.unknown': '没有字段“{field}”',
  'report.filter.unknown': '这个看板没有筛选“{filter}”',
  'report.key.taken': '“{key}”已经用过，请换一个',
  'report.measure.additive': '“{measure}”不能累计，只有计数和求和可以',
  'report.measure.alone': '累计要有维度才能一步步加',
  'report.measure.cycle': '指标“{measure}”绕回来用到了自己',
  'report.measure.interval': '只有两个计数相除才有置信区间',
  'report.measure.kind': '“{field}”不能用 {fn} 统计',
  'report.measure.of_missing': '{fn} 要说明统计什么',
  'report.measure.percentile': '百分位要在 0 到 100 之间',
  'report.measure.text': '“{measure}”是日期，不能拿来计算',
  'report.measure.unexpected': '{fn} 不用“{name}”',
  'report.measure.unknown': '没有指标“{measure}”',
  'report.period.kind': '“{field}”不是日期',
  'report.period.range': '时间范围超出了日历',
  'report.period.unknown': '没有时间范围“{period}”',
  'report.place.outside': '组件超出了 {columns} 列的网格',
  'report.sort.unknown': '排序用到的“{key}”既不是维度也不是指标',
  'report.widget.unknown': '这个看板没有组件“{widget}”',
  'request.json_only': '请求的内容必须是 application/json',
  'request.key_long': 'Idempotency-Key 最长 {max} 个字符',
  'request.key_short': 'Idempotency-Key 至少 {min} 个字符',
  'request.limit': '一页的条数（limit）要是 1 到 {max} 之间的整数',
  'request.malformed': '请求格式不对：{detail}',
  'request.match_required': '缺少版本信息，请刷新页面',
  'request.method': '不支持的操作',
  'request.not_found': '找不到您要的内容，可能已被删除，或链接不对',
  'request.parameter_unknown': '这里没有叫“{name}”的参数',
  'request.too_large': '内容太大',
  'request.too_many': '操作得太频繁，请 {minutes} 分钟后再试',
  'request.unreadable': '请求读不懂：它的头或内容不完整，或写得不对（{status}）',
  'restore.damaged': '备份已损坏或不完整：{file}，请换另一份备份',
  'restore.data_there': '{path} 已存在：备份只能恢复到没有数据的位置',
  'restore.file_missing': '没有备份文件 {file}',
  'restore.incomplete': '备份 {file} 不完整：附件应有 {uploads} 个，只有 {found} 个，或缺少数据库、根密钥',
  'restore.key_needed': '请用 HUIYIN_SECRET 给出备份的根密钥，即备份里的 secret 文件',
  'restore.newer': '{file} 的备份格式是 {format}，由更新版本的程序写成，请先升级',
  'restore.not_a_backup': '{file} 不是本程序的备份',
  'restore.other_key': '{path} 里的根密钥与备份的不同：请移走它，或换一个数据目录',
  'role.field_unknown': '表单『{form}』没有字段『{field}』',
  'role.form_unknown': '没有表单『{form}』',
  'role.title_hidden': '“{form}”的记录用“{title}”作标题，到处都用它称呼记录，所以能看记录的角色至少要能看这个字段；不想让人看到的话，请给表单换一个标题字段',
  'role.update_nothing': '这个角色可以修改记录，却没有一个字段可写，打开修改什么也改不了：要么让需要改的字段可写，要么去掉“修改”（轮到谁办理的步骤里可填的字段不受影响）',
  'rule.condition_never': '规则 {rule} 的条件永远不会成立：对字段 {field} 的要求互相矛盾',
  'rule.failed': '规则运行出错：{detail}',
  'rule.field_unknown': '表单 {form} 没有字段 {field}',
  'rule.fires_on_every_edit': '规则 {rule} 在每次修改时都会运行：请选择要监视的字段，或使用“变为”一类的条件',
  'rule.form_unknown': '没有表单 {form}',
  'rule.idle': '这条规则还没有动作，不会做任何事：请添加一个动作',
  'rule.level_unknown': '时限没有级别 {level}',
  'rule.loop': '规则互相触发，没有尽头：{path}（经由 {by}）',
  'rule.loop_guarded': '规则互相触发：{path}（经由 {by}），有条件使它停下，请确认这是有意的',
  'rule.same_order': '规则 {rule} 与 {other} 的次序相同，条件可能同时成立，又都给字段 {field} 赋值：结果取决于标识的先后，请给它们排出次序',
  'rule.sla_unknown': '流程没有时限 {sla}',
  'rule.status_unknown': '流程没有状态 {status}，可用的有：{known}',
  'rule.too_late': '规则 {rule} 给字段 {field} 赋值时，用到它的规则 {earlier} 已经判断过了',
  'rule.too_many_actions': '一次操作触发了超过 {limit} 个动作，已停止',
  'rule.trigger_unfit': '触发事件 {event} 不能设置 {property}',
  'rule.try_unread': '您不能查看“{fields}”，这里按没有填写来演算',
  'rule.unknown': '没有规则 {rule}',
  'schema.ambiguous': '这个值同时符合几种互斥的写法',
  'schema.const': '只能是 {limit}',
  'schema.draft_unsupported': '不支持 JSON Schema 版本 {draft}，请使用 2020-12',
  'schema.endless': '检查规则互相引用，没有尽头',
  'schema.enum': '只能是：{allowed}',
  'schema.exclusive_maximum': '必须小于 {limit}',
  'schema.exclusive_minimum': '必须大于 {limit}',
  'schema.forbidden': '这里不能有 {name}',
  'schema.format': '格式不正确，应为 {format}',
  'schema.format_unknown': '未知的格式 {format}',
  'schema.invalid': '不符合 {keyword} 的要求',
  'schema.keyword_invalid': 'JSON Schema 写法不正确：{detail}',
  'schema.keyword_unknown': '未知的关键字 {name}',
  'schema.max_contains': '最多只能有 {limit} 项符合要求',
  'schema.max_items': '最多 {limit} 项',
  'schema.max_length': '最多 {limit} 个字',
  'schema.max_properties': '最多 {limit} 个属性',
  'schema.maximum': '不能大于 {limit}',
  'schema.min_contains': '至少要有 {limit} 项符合要求',
  'schema.min_items': '至少 {limit} 项',
  'schema.min_length': '至少 {limit} 个字',
  'schema.min_properties': '至少要有 {limit} 个属性',
  'schema.minimum': '不能小于 {limit}',
  'schema.multiple_of': '必须是 {limit} 的倍数',
  'schema.no_match': '这个值不符合任何一种允许的写法',
  'schema.not': '这个值被排除了',
  'schema.not_json': '这个值无法写成 JSON',
  'schema.pattern': '不符合规定的写法 {limit}',
  'schema.property_name': '名称 {name} 不符合要求',
  'schema.ref_outside': '引用 {ref} 指向文档之外',
  'schema.required': '缺少 {name}',
  'schema.required_with': '填写了 {with} 时，必须填写 {name}',
  'schema.type': '应为 {expected}，实际是 {actual}',
  'schema.unique_items': '不能有重复的项',
  'schema.unknown_property': '未知的属性 {name}',
  'search.long': '最多查找 {max} 个字',
  'search.page': '翻页时要指明应用和表单',
  'secret.missing': '缺少这些数据的根密钥：请把它放回 {path}，或设置 HUIYIN_SECRET',
  'secret.set_meanwhile': '另一个节点同时设置了根密钥：请重新启动',
  'secret.unset': '使用这种存储时必须设置 HUIYIN_SECRET',
  'secret.wrong': '根密钥不是写入这些数据时用的那一个：请给出正确的 HUIYIN_SECRET（轮换时新密钥在前，旧密钥在后）',
  'session.csrf': '页面已过期，请刷新后再试',
  'session.deactivated': '您的账号已被停用，如有疑问请联系管理员',
  'session.ended': '您的登录已在别处结束：可能是退出了所有设备、改了密码，或由管理员退出',
  'session.expired': '登录已过期',
  'session.foreign_origin': '不能从别的网站登录',
  'session.name_missing': '请填写账号或邮箱',
  'session.password_first': '请先修改密码',
  'session.required': '请先登录',
  'session.setup_required': '系统还没有管理员，请先完成初始设置',
  'session.slow_down': '尝试次数过多，请 {seconds} 秒后再试',
  'session.ticket_invalid': '链接已失效：可能已经用过、过期，或被新的链接取代',
  'session.wrong': '账号或密码不对',
  'setup.done': '初始设置已完成',
  'store.no_data': '{path} 没有数据。HUIYIN_STORE 是否与服务的设置相同？',
  'store.unavailable': '数据暂时无法保存，请稍后再试；您填写的内容没有丢失',
  'store.uploads_missing': '数据库里记有 {count} 个附件，在 {place} 里找不到。{setting} 是否与服务的设置相同？附件确已丢失时，可加 --incomplete 不带它们继续',
  'system.backup_never': '还没有做过备份，请运行 huiyin backup 文件名',
  'system.backup_old': '上次备份已是 {days} 天前',
  'system.holidays_missing': '没有 {year} 年的节假日安排，{year} 年的时限会按普通周末计算',
  'system.incidents': '有 {count} 条记录的通知或调用没有成功，等您决定重试还是跳过',
  'system.late': '有 {count} 条记录到点的事没有按时处理，请查看服务器日志',
  'system.mail_missing': '没有配置发信服务器（HUIYIN_SMTP）：邮件只记在消息记录里，发不出去',
  'system.role_vacant': '“{app}”的流程会把事交给这些角色，但还没有人担任：{roles}',
  'system.url_inside': '对外地址 {url} 是内网地址：邮件和二维码里的链接，内网以外的客户打不开；有外部客户时请设置 HUIYIN_URL',
  'system.url_local': '对外地址是 {url}：邮件和二维码里的链接只有这台机器能打开，请设置 HUIYIN_URL',
  'table.column_unnamed': '第 {column} 列没有表头',
  'table.no_header': '没有找到表头：第一行应当是各列的名称',
  'table.too_large': '粘贴的内容太大，最多 {max} KB；只粘贴表头和几十行样例就够',
  'table.too_many_columns': '有 {count} 列，最多 {max} 列',
  'table.unreadable': '第 {line} 行看不懂，请检查引号是否成对',
  'task.why.administrators': '没有找到别的人选，由管理员兜底',
  'task.why.department_head': '是部门负责人',
  'task.why.field': '是这条记录的「{field}」',
  'task.why.first': '排在第一位',
  'task.why.handed': '由 {name} 转来',
  'task.why.instead': '由{rule}负责（{why}）',
  'task.why.last': '按设定由后备的人负责（{why}）',
  'task.why.least_loaded': '手上的事最少',
  'task.why.lookup': '按「{form}」分配',
  'task.why.named': '由流程指定',
  'task.why.only': '只有一位',
  'task.why.picked': '{why}，{how}',
  'task.why.role': '有「{role}」角色',
  'task.why.round_robin': '轮到',
  'task.why.teller': '已经在告知这位客户别的事，一并由同一人说',
  'task.why.who': '是{who}',
  'token.app': '这个 API 令牌不能用于这里：它只限于指定的应用',
  'token.app_denied': '您不能为应用“{app}”创建令牌',
  'token.apps_required': '请至少选择一个应用',
  'token.days': '有效期须为 1 到 {max} 天',
  'token.expired': 'API 令牌“{name}”已过期',
  'token.invalid': '这个 API 令牌无效：不存在、已被吊销，或它的主人已停用',
  'token.name_long': '名称最多 {max} 个字',
  'token.name_required': '请填写令牌名称',
  'token.right': '令牌的主人已没有使用 API 令牌的权限',
  'token.route': '这件事不能用 API 令牌做，请本人登录后操作',
  'token.scope': '这个 API 令牌没有“{title}”（{scope}）范围',
  'token.scope_unknown': '没有“{scope}”这个范围',
  'token.scopes_required': '请至少选择一个范围',
  'token.too_many': '最多可以有 {max} 个有效令牌，请先吊销不用的',
  'trial.begun': '示例记录已经提交过了',
  'trial.endless': '这个流程停不下来：试运行里发生了超过 {max} 次变化，请检查有没有互相触发',
  'trial.fate_unknown': '不认识的结果：{fate}',
  'trial.no_form': '这个流程没有表单在用，先在表单里选它',
  'trial.nobody': '没有这个人，或者已经停用',
  'trial.not_begun': '还没有提交示例记录，先填写并提交',
  'trial.nothing_due': '没有什么在等时间到：接下来要由人来办',
  'trial.step_unknown': '试运行没有这种步骤：{do}',
  'trial.too_long': '时钟最多往前拨 {days} 天',
  'trial.too_many': '试运行最多 {max} 步',
  'upgrade.conflict': '{words}，请选择保留哪一个',
  'upgrade.decision': '只能选“ours”（保留这里的）或“theirs”（用新版本的），不能是 {side}',
  'upgrade.none': '{name} 已是最新版本',
  'upgrade.other_app': '这个应用没有安装 {name}',
  'user.away_from_missing': '请填写开始日期',
  'user.away_order': '结束日期要晚于开始日期',
  'user.changed': '别人刚刚修改了这位用户，请刷新后再改',
  'user.email_invalid': '邮箱格式不对',
  'user.inactive': '『{name}』已停用，请先恢复',
  'user.language_unknown': '没有这种语言',
  'user.last_admin': '至少要保留一位能登录的系统管理员。请先另设一位管理员，再做此更改',
  'user.login_confusable': '登录账号里有看不见的、全角的或容易与别的字母混淆的字符，请改用普通字母、数字或汉字',
  'user.login_long': '登录账号最多 {max} 个字符',
  'user.login_required': '请填写登录账号，不能含空格',
  'user.login_taken': '登录账号『{login}』已被使用',
  'user.name_long': '姓名最多 {max} 个字',
  'user.name_required': '请填写姓名',
  'user.name_unseen': '姓名里有看不见的字符，请重新输入',
  'user.no_heir': '『{name}』没有人可以接手，请选择一位接手人',
  'user.own_admin': '不能取消自己的管理员权限，请由另一位管理员操作',
  'user.own_deactivation': '不能停用自己，请由另一位管理员操作',
  'user.password_common': '这个密码太容易猜到：它主要由常见的词“{word}”组成。请换成几个不相干的词',
  'user.password_login': '密码不能与登录账号相同',
  'user.password_long': '密码最长 {max} 个字节',
  'user.password_of_login': '这个密码太容易猜到：它主要由登录账号组成。请换成几个不相干的词',
  'user.password_pattern': '这个密码太容易猜到：它只是重复的字符、连续的数字字母、键盘上相邻的键或年份。请换成几个不相干的词',
  'user.password_short': '密码至少 {min} 位',
  'user.password_wrong': '原密码不对',
  'user.receiver_unknown': '接手人不存在、已停用，或就是本人',
  'user.role_unknown': '没有角色『{role}』',
  'user.substitute_missing': '请选择代理人',
  'user.substitute_self': '代理人不能是本人',
  'user.substitute_unknown': '代理人不存在或已停用',
  'view.board_gone': '这张表单没有状态，不能显示成看板',
  'view.changed': '这个视图刚刚在别处改过，请刷新后再试',
  'view.column_gone': '列『{field}』已不存在，或您不能查看',
  'view.column_twice': '同一列出现了两次',
  'view.column_width': '列宽要在 0 到 {max} 之间',
  'view.columns_many': '一个视图最多显示 {max} 列',
  'view.field_unknown': '没有字段『{field}』',
  'view.filter_large': '视图的筛选条件太大，最多 {max} KB',
  'view.form_unknown': '没有表单『{form}』',
  'view.look_unknown': '没有『{look}』这种显示方式',
  'view.masked': '字段『{field}』对您是遮盖的，不能用作视图的条件',
  'view.role_unknown': '没有角色『{role}』',
  'view.sort_many': '一个视图最多按 {max} 个字段排序',
  'view.title_long': '视图名称最多 {max} 个字',
  'view.title_required': '请给视图起个名字',
  'view.title_taken': '已有名为『{title}』的视图，请换一个名字',
  'view.too_many': '一张表单最多保存 {max} 个视图，请先删除不用的',
};

export const en: Record<ProblemCode, string> = {
  'access.action_missing': 'The role does not allow this',
  'access.admin': 'Administrators may do everything',
  'access.denied': 'You are not allowed to do this',
  'access.field_by_record': 'the record\'s current step or status',
  'access.field_hidden': 'Does not see this field',
  'access.field_masked': 'Sees this field masked; the value itself must be asked for',
  'access.field_read': 'May only read this field',
  'access.field_write': 'May read and change this field',
  'access.form_filled': 'This form is filled in by the system; nobody can change it',
  'access.inactive': 'The account is deactivated and cannot sign in',
  'access.no_role': 'No role in this app',
  'access.open_task': 'An open task on this record lets this person read, fill in and comment',
  'access.out_of_scope': 'The role allows this, but not on this record',
  'access.permitted': 'The role allows this',
  'access.tie_department': 'the record is in their department',
  'access.tie_owner': 'owner',
  'access.tie_participant': 'participant (worked on it or was asked to)',
  'access.tie_submitter': 'submitter',
  'access.tie_subtree': 'the record is in a department they head',
  'action.add_no_list': 'The field {field} holds a single value; nothing can be added to it',
  'action.audience_mismatch': 'The message {message} is written for staff and must not go to the customer',
  'action.back_unfit': 'The field {field} cannot link to {form}',
  'action.button_repeated': 'Two buttons have the key {key}',
  'action.channel_unfit': 'Customers are told by mail, which is not among the channels',
  'action.failed': 'Action "{action}" failed: {detail}',
  'action.field_computed': 'The field {field} is computed and cannot be set',
  'action.field_required': 'A new {form} needs a value for {field}',
  'action.field_unknown': 'The form {form} has no field {field}',
  'action.form_unknown': 'There is no form {form}',
  'action.key_repeated': 'Two actions here have the key {key}',
  'action.lookup_expression': 'The condition of a look-up cannot use expressions',
  'action.match_unknown': '"{field}" is given no value and cannot tell records apart',
  'action.match_without_back': 'To recognise a known record, choose the field that takes the link',
  'action.message_unknown': 'There is no message {message}',
  'action.nobody_to_own': 'Nobody was found: {why}',
  'action.note.all_filled': 'everything is filled in already',
  'action.note.customer': 'the customer',
  'action.note.matched': 'a known record was recognised and linked',
  'action.note.nobody': 'nobody to tell',
  'action.note.nothing_linked': 'no record is linked, nothing to update',
  'action.note.told': 'told {count}: {people}',
  'action.option_unknown': 'The field has no option {option}; there are: {known}',
  'action.outcome_without_promise': 'Without a promise a button cannot have the outcome {outcome}',
  'action.people_by_unknown': 'There is no way {by} to find people',
  'action.people_cycle': 'The fallbacks of the people rule {rule} run in a circle',
  'action.people_field_unknown': 'The field {field} does not exist or holds no people or department',
  'action.people_nobody': 'Give at least one way to find people',
  'action.people_owner_skip': 'There must be an owner; choose what else happens when nobody is found',
  'action.people_rule_unknown': 'The process has no people rule {rule}',
  'action.people_user_missing': 'Choose a person',
  'action.people_who_unknown': 'There is nobody called {who}; there are: {known}',
  'action.pick_unknown': 'There is no way {pick} to pick',
  'action.press_unknown': 'The process has no button or move {press}; there are: {known}',
  'action.relation_unknown': '{field} is not a relation field',
  'action.role_unknown': 'There is no role {role}',
  'action.settings_unreadable': 'The settings of the action cannot be read: {detail}',
  'action.status_unknown': 'The process has no status {status}; it has: {known}',
  'action.type_unknown': 'There is no action {type}; there are: {known}',
  'action.updates_itself': 'A record cannot update itself this way; set its fields instead',
  'action.value_kind': 'This value does not fit the field, which holds {want}',
  'action.who.actor': 'actor',
  'action.who.followers': 'followers',
  'action.who.owner': 'owner',
  'action.who.participants': 'participants',
  'action.who.previous_owner': 'previous owner',
  'action.who.submitter': 'submitter',
  'action.who.teller': 'whoever told the customer',
  'action.who.working': 'people with an open task',
  'action.why.administrators': 'nobody else was found, the administrators: {people}',
  'action.why.condition_failed': 'the condition of way {index} failed',
  'action.why.department_head': 'head of department: {people}',
  'action.why.field': 'field {field}: {people}',
  'action.why.first': ' (first of {count})',
  'action.why.least_loaded': ' (least loaded of {count}, {open} open)',
  'action.why.lookup': 'looked up in {form}: {people}',
  'action.why.nobody': 'nobody was found',
  'action.why.role': 'role {role}: {people}',
  'action.why.round_robin': ' (in turn, of {count})',
  'action.why.user': 'chosen person: {people}',
  'action.why.who': '{who}: {people}',
  'affected.hold': '{count} records have {what}',
  'affected.opened': '{count} records: what is in {what} will be decrypted in the background; lists, filters and search work with it again',
  'affected.sealed': '{count} records: what is in {what} will be encrypted in the background; afterwards it is only found by its whole value',
  'affected.stand': '{count} records under way are in {what}',
  'affected.uncounted': '{what} concerns more records than can be counted now',
  'api.done': 'Done',
  'api.intro': 'Programs use API tokens: send Authorization: Bearer and the token with every request. A program may do what both the owner of the token and its scopes allow. Refusals are application/problem+json; problems lists all of them at once, pointer says where. A token may make {rate} requests a minute. This document is made for its reader, from their rights and the forms published now.',
  'api.key': 'The same value when a request is sent again: it is carried out once',
  'api.lang': 'Language of the answer',
  'api.match': 'The ETag that was read; answered with 409 when somebody has changed the record since',
  'api.scope': 'Needs the scope {scope}',
  'api.status.400': 'The request cannot be read',
  'api.status.401': 'No token, or one that is not valid',
  'api.status.403': 'The scopes of the token or the rights of its owner do not allow it',
  'api.status.404': 'Not there, or not to be seen',
  'api.status.409': 'In conflict with what somebody else did',
  'api.status.413': 'Too large',
  'api.status.415': 'The body must be JSON',
  'api.status.422': 'Something in it is wrong; problems says what',
  'api.status.428': 'If-Match is missing',
  'api.status.429': 'Too many requests; come back after Retry-After seconds',
  'api.status.431': 'The address or the headers are too long',
  'api.status.503': 'Not available at the moment; come back later',
  'api.tag.files': 'Files',
  'api.tag.forms': 'Forms, and this document',
  'api.tag.operate': 'Operating the installation',
  'api.tag.records': 'Records of the forms',
  'api.tag.work': 'Tasks, messages and colleagues',
  'api.title': 'Huiyin API',
  'api.token': 'Made on the page “API tokens”',
  'app.admin_role': 'App administrator',
  'app.calendar_unknown': 'There is no calendar "{calendar}"',
  'app.first_field': 'Title',
  'app.founded': 'App created',
  'app.identity': 'The key of this app is “{app}”; it cannot become “{other}”',
  'app.key_taken': 'Another app has the key {key}; choose a different one',
  'app.menu.form_unknown': 'The menu names the form "{form}", which is not there',
  'app.menu.twice': 'The form "{form}" is in the menu twice',
  'app.not_one': 'An app needs exactly one app.json; found {count}',
  'app.source_missing': 'Say what to start from: nothing, a copy of an app, or a pasted table',
  'app.title_required': 'Give the app a name',
  'app.unknown': 'There is no app "{app}"',
  'app.zone_unknown': 'Unknown time zone "{zone}"',
  'audit.kind_unknown': 'There is no such kind',
  'audit.time_invalid': 'This is no date',
  'backup.exists': '{file} exists; a backup does not overwrite it',
  'backup.no_data': 'There are no data to back up at {path}',
  'backup.no_key_here': 'The root key of this store does not lie beside it and cannot be included',
  'calendar.clock.agreed': 'Agreed for {at}',
  'calendar.clock.breached': 'Done late {at} (was due {due})',
  'calendar.clock.cancelled': 'Cancelled {at}',
  'calendar.clock.due': 'Due {at}',
  'calendar.clock.left': '{length} left',
  'calendar.clock.met': 'Done in time {at}',
  'calendar.clock.over': '{length} over',
  'calendar.clock.paused': 'Paused {at}',
  'calendar.clock.paused_for': 'Paused {at} ({why})',
  'calendar.clock.resumed': 'Resumed {at}',
  'calendar.clock.started': 'Started {at}',
  'calendar.clock.target': 'Target: {length}',
  'calendar.clock.used': '{length} used',
  'calendar.date_invalid': 'There is no date {date}',
  'calendar.day_unknown': 'Unknown weekday {day}',
  'calendar.holiday_twice': '{date} is both off and worked',
  'calendar.holiday_year': '{date} does not belong to the year {year}',
  'calendar.holidays_missing': 'There are no holiday data; holidays count as ordinary days',
  'calendar.never_open': 'This calendar has no working time',
  'calendar.preview_period': '{period} is no length of time such as PT4H or P2D',
  'calendar.preview_time': '{time} is no time such as 2026-11-27T17:30',
  'calendar.span_order': 'The end {to} must be later than the start {from}',
  'calendar.span_overlap': 'The hours of this day overlap',
  'calendar.time_invalid': 'The times {from}–{to} are not valid, expected 00:00 to 24:00',
  'calendar.unreadable': 'Cannot be read: {detail}',
  'calendar.zone_unknown': 'Unknown time zone {zone}',
  'call.address_missing': 'The connector “{what}” has no address',
  'call.answer_long': 'The other system\'s answer is too long (more than {what} bytes)',
  'call.answer_unreadable': 'The other system\'s answer is no JSON: {what}',
  'call.answered': 'The other system could not handle the call (it answered {what})',
  'call.connector_gone': 'The connector “{what}” is no longer in the app',
  'call.host_unknown': 'There is no server “{what}”; check the address',
  'call.refused': 'The other system refused the call (it answered {what}); trying again changes nothing. Check the address, the secret and what is sent',
  'call.secret_missing': 'The secret “{what}” has not been entered',
  'call.timeout': 'The other system did not answer in time',
  'call.unreachable': 'The other server ({what}) cannot be reached; it may not be running',
  'change.added': 'Added {what}',
  'change.after': 'Moved field “{field}” behind “{after}”',
  'change.altered': 'Changed {what}',
  'change.changed': 'Changed {what} from {old} to {new}',
  'change.cleared': 'Cleared {what} (was {old})',
  'change.entered': 'Added to {what}: {added}',
  'change.exchanged': 'Added to {what}: {added}; taken away: {removed}',
  'change.first': 'Moved field “{field}” to the front',
  'change.left': 'Taken from {what}: {removed}',
  'change.moved': 'Put {what} into another order',
  'change.off': '{what} is no longer: {word}',
  'change.off_self': 'No longer: {word}',
  'change.on': '{what} is now: {word}',
  'change.on_self': 'Now: {word}',
  'change.opened': 'Opened to the public: anybody with the link can fill it in',
  'change.placed': 'Put field “{field}” {where}',
  'change.put': 'Moved field “{field}” {where}',
  'change.removed': 'Removed {what}',
  'change.renamed': 'Renamed {what} to {new}',
  'change.renamed_self': 'Renamed to {new}',
  'change.restored': 'Restored {what}',
  'change.set': 'Set {what} to {new}',
  'change.shut': 'No longer open to the public: its links stop working',
  'change.unplaced': 'Took field “{field}” out of the layout',
  'change.width': 'Field “{field}” now takes {width} of a row',
  'client.offline': 'You are offline. Please try again when you are connected',
  'client.timeout': 'The server took too long to answer. Please try again',
  'client.unreachable': 'The server cannot be reached. Please check the network and try again',
  'client.unreadable': 'The server sent an answer this page cannot read. Please reload and try again',
  'comment.empty': 'Please write something',
  'comment.mention_to_customer': 'The customer reads this, so it cannot mention colleagues: please remove “@{name}”',
  'comment.mention_unreadable': 'Somebody who is mentioned may not read this record',
  'comment.merged_customer': 'Customer of {no}, which was merged into this',
  'comment.too_long': 'A comment may have at most {max} characters',
  'comment.too_many_files': 'At most {max} files go with a comment',
  'comment.too_many_mentions': 'A comment can mention at most {max} people',
  'comment.unknown': 'There is no such remark of the customer: {id}',
  'comment.visibility_unknown': 'A comment is for internal or customer, not for {visibility}',
  'condition.change.forbidden': '"{op}" can be used in rules only',
  'condition.depth.exceeded': 'Conditions can be nested at most {max} levels deep',
  'condition.expr.forbidden': 'An expression cannot be used here',
  'condition.field.unknown': 'There is no field "{field}"',
  'condition.group.empty': '"Any of" without conditions never holds',
  'condition.key.unknown': 'A condition has no part called "{key}"',
  'condition.leaves.exceeded': 'A condition can have at most {max} parts; this one has {count}',
  'condition.malformed': 'The condition is malformed: {detail}',
  'condition.op.illegal': 'The field "{field}" cannot be compared with "{op}"; possible are: {legal}',
  'condition.op.unknown': 'There is no comparison "{op}"',
  'condition.shape.invalid': 'A condition is expected here: a field condition, all, any, not or an expression',
  'condition.text.missing': 'The condition lacks "{key}"',
  'condition.value.invalid': '"{value}" cannot be used as the value of a condition',
  'condition.value.kind': '"{value}" does not fit a field of the kind {kind}',
  'condition.value.list': 'Choose at least one value',
  'condition.value.missing': 'Enter the value to compare with',
  'condition.value.option': 'There is no option "{value}"',
  'condition.value.pair': 'Enter a range with at least one end',
  'condition.value.relative': 'The relative date "{value}" cannot be read; write for example today-7d, now+2h or startOfMonth',
  'condition.value.unexpected': 'This condition takes no value',
  'condition.value.unresolved': 'The relative date "{value}" has not been turned into a date',
  'condition.values.exceeded': 'A condition can list at most {max} values; this one lists {count}',
  'connector.field_personal': '“{field}” is personal information. State the purpose before it is sent to another system',
  'connector.field_read_only': '“{title}” cannot be written by another system',
  'connector.field_unknown': 'The field “{field}” that the connector sends does not exist',
  'connector.find_cannot_create': 'No record can be made where none is found: refuse or ignore it, or set “{field}”',
  'connector.find_empty': 'Nothing says where the value of “{field}” comes from',
  'connector.find_not_unique': '“{field}” is not unique, so records cannot be found by it',
  'connector.form_unknown': 'The form “{form}” of the connector does not exist',
  'connector.header_taken': 'The header “{header}” is filled in by the system and cannot be set',
  'connector.inbound_mixed': 'A connector that takes messages has no address, headers, fields or timeout of its own',
  'connector.secret_first': 'Set the secret first, then the address',
  'connector.secret_missing': 'The secret “{secret}” of the connector “{connector}” is not set',
  'connector.secret_short': 'A secret has at least {min} characters',
  'connector.url_invalid': 'The address of the connector should look like https://example.com/hook, without user name and password',
  'connector.url_plain': 'The address of the connector is not https: others may read what is sent',
  'definition.app_missing': 'app.json is missing',
  'definition.duplicate': '{kind} {key} exists already; to extend it, write "extends": true',
  'definition.extends_missing': '{kind} {key} extends a definition that no lower layer has',
  'definition.folder_unknown': '{name} holds no kind of definition and was ignored',
  'definition.key_invalid': 'The key {key} is not valid: start with a lower-case letter, use only lower-case letters, digits and underscores, at most 64 characters',
  'definition.kind_unknown': 'Unknown kind of definition {kind}; known are: {known}',
  'definition.merge_conflict': 'Both sides changed “{path}” differently; mine is kept for now',
  'definition.merge_order': 'Both sides reordered “{path}”; my order is kept',
  'definition.merge_removed_mine': 'I removed “{path}” while the other side changed it; it stays removed for now',
  'definition.merge_removed_theirs': 'The other side removed “{path}” while I changed it; it is kept for now',
  'definition.migration_failed': 'Cannot be brought up from format version {version}: {detail}',
  'definition.misplaced': 'A definition of kind {kind} does not belong in {folder}',
  'definition.path_escape': 'The path {path} is not allowed',
  'definition.place_missing': '{key} asks to stand beside {target}, which does not exist',
  'definition.remove_missing': 'What is to be removed does not exist in the layer below',
  'definition.spec_mismatch': 'The value has the wrong type: {actual}',
  'definition.spec_unknown': 'Unknown setting {name}',
  'definition.title_long': 'A title has at most {max} characters; this one has {actual}',
  'definition.title_reordered': 'The title holds invisible characters that turn the direction of writing; delete them and type it again',
  'definition.unreadable': 'Cannot be read: {detail}',
  'definition.version_too_new': 'Format version {version} is newer than {newest}, the newest this system reads; upgrade the system first',
  'department.below_itself': '"{name}" cannot stand below itself',
  'department.changed': 'Somebody else has just changed this department; reload and try again',
  'department.head_unknown': 'There is no such head',
  'department.name_long': 'A department may have at most {max} characters in its name',
  'department.name_required': 'Please enter the name of the department',
  'department.name_taken': 'There already is a department "{name}" here',
  'department.name_unseen': 'The name has characters that cannot be seen; please type it again',
  'department.unknown': 'There is no department "{department}"',
  'draft.changed_since': '{by} changed "{title}" meanwhile, on {at}; look at what would be published now',
  'draft.dropped_since': '{by} dropped the changes of "{title}" meanwhile, on {at}; look at what would be published now',
  'draft.newer_exists': '{by} changed "{title}" on {at}; look at the difference first',
  'explain.action_unknown': 'There is no such action',
  'explain.field_unknown': 'There is no such field',
  'explain.record_unknown': 'This record was not found; check its number',
  'explain.role_unknown': 'There is no such role',
  'explain.user_unknown': 'Choose a user',
  'export.column_unknown': 'There is no column “{column}” to export',
  'export.format_unknown': 'There is no file format “{format}”: use csv or xlsx',
  'export.too_many': 'There are {count} records and an Excel file holds {max}: narrow the list down, or export CSV',
  'expression.argument': 'Line {line}, column {column}: argument {position} of {function} must be {want}, not {got}',
  'expression.arguments': 'Line {line}, column {column}: {function} takes {want} arguments, not {got}',
  'expression.budget': 'Stopped: the calculation took more than {max} steps',
  'expression.character': 'Line {line}, column {column}: the character {character} cannot be used {suggestion}',
  'expression.date_literal': 'Line {line}, column {column}: {value} is not a valid {want}',
  'expression.dynamic': 'Line {line}, column {column}: a field name must be written out, it cannot be computed ({name})',
  'expression.empty': 'The expression is empty',
  'expression.failed': 'Line {line}, column {column}: {operator} cannot be done with {operands}',
  'expression.formatter': 'Line {line}, column {column}: there is no format called {name}',
  'expression.function_unknown': 'Line {line}, column {column}: there is no function called {name}',
  'expression.incomplete': 'Line {line}, column {column}: the expression is not finished',
  'expression.name_taken': 'Line {line}, column {column}: the name {name} is already taken',
  'expression.no_member': 'Line {line}, column {column}: a {got} has no {name}',
  'expression.operand': 'Line {line}, column {column}: {operator} needs {want}, not {got}',
  'expression.pattern': 'Line {line}, column {column}: matches needs a valid pattern written out {detail}',
  'expression.placeholder': 'Line {line}, column {column}: {{ has no matching }}',
  'expression.result_type': 'The result must be {want}, not {got}',
  'expression.syntax': 'Line {line}, column {column}: this cannot be read: {near}',
  'expression.too_deep': 'Line {line}, column {column}: brackets are nested more than {max} deep',
  'expression.too_large': 'The expression is too complex: at most {max} parts',
  'expression.too_long': 'The expression is too long: {length} bytes, at most {max}',
  'expression.type_mismatch': 'Line {line}, column {column}: {operator} cannot be used between {left} and {right}',
  'expression.unknown_name': 'Line {line}, column {column}: there is no field called {name}',
  'expression.unsupported': 'Line {line}, column {column}: {what} is not supported',
  'file.empty': '"{name}" is empty',
  'file.missing': 'No file was received',
  'file.too_large': '"{name}" is too large; the limit is {max} MB',
  'file.type_refused': '"{name}" is a {type} file and cannot be uploaded',
  'file.unknown': 'The file is gone; please upload it again',
  'file.unreadable': 'The upload cannot be read. Its file name may have unusual characters in it: rename the file and try again',
  'form.address.city': 'There is no city “{value}” in {province}',
  'form.address.incomplete': 'Please fill in this part of the address',
  'form.address.invalid': 'Please enter an address',
  'form.address.province': 'There is no province “{value}”',
  'form.autonumber.format': 'A number format must have exactly one counter written as zeros in braces; this is {format}',
  'form.autonumber.token': 'The number format does not know {token}; there are year, month, day and counter',
  'form.boolean.invalid': 'Please answer yes or no',
  'form.cascader.endless': 'The parents of the option {key} go round in a circle, or more than {max} levels deep',
  'form.cascader.incomplete': 'Please choose down to the last step',
  'form.check': '{message}',
  'form.check.key_twice': 'Two checks have the key {key}',
  'form.check.message_missing': 'Please say what the check tells people',
  'form.choice.invalid': 'Please choose from the options',
  'form.choice.required': 'Please choose "{title}"',
  'form.choice.too_few': 'Please choose at least {min}',
  'form.choice.too_many': 'Please choose at most {max}',
  'form.consent.invalid': 'Please tick or leave unticked',
  'form.consent.required': 'Please tick "{title}"',
  'form.date.invalid': 'Please enter a date such as 2026-03-04',
  'form.date.maximum': 'Must not be later than {max}',
  'form.date.minimum': 'Must not be earlier than {min}',
  'form.date_range.incomplete': 'Both the first and the last day are needed',
  'form.date_range.invalid': 'Please enter the first and the last day',
  'form.date_range.order': 'The last day cannot be before the first',
  'form.date_range.too_long': '{max} days at most',
  'form.datetime.invalid': 'Please enter a date and a time',
  'form.email.invalid': 'Please enter one mail address such as name@example.com',
  'form.expression.failed': '"{title}" could not be computed: the formula met values it is not defined for',
  'form.external.unfit': '“{title}” cannot hold the external id: it must be a unique text that can be written and is not personal',
  'form.field.duplicate': 'Two fields have the key {key}',
  'form.field.key_invalid': 'The field key {key} may have lower-case letters, digits and underscores only, a letter first',
  'form.field.key_reserved': '{key} is a name the system uses; please choose another field key',
  'form.field.read_only': '"{title}" cannot be changed',
  'form.field.required': 'Please fill in "{title}"',
  'form.field.taken': 'Another record already has the same value',
  'form.field.type_unknown': 'There is no field type {type}',
  'form.field.unfillable': '"{title}" is required, but nobody can fill it in and it has no default',
  'form.field.unique_type': '"{title}" is of a type that cannot be unique',
  'form.field.unknown': 'The form has no field {field}',
  'form.file.invalid': 'The file is not complete; please upload it again',
  'form.file.too_large': 'The file {name} is too large; at most {max} MB each',
  'form.file.too_many': 'At most {max} files',
  'form.file.type': 'The type of {name} is not allowed; allowed are: {allowed}',
  'form.formula.cycle': 'Formulas read each other in a circle: "{title}"',
  'form.formula.empty': 'Please write the formula of "{title}"',
  'form.id_card.check': 'The check digit does not fit; please compare each digit of the identity number',
  'form.id_card.invalid': 'Please enter the 18 digits of a resident identity card',
  'form.layout.both': 'A piece of layout cannot be the field {field} and a {type} at once',
  'form.layout.field_twice': 'The field {field} stands in the layout twice',
  'form.layout.key_twice': 'The layout key {key} is already used',
  'form.layout.no_children': 'Nothing can be put inside this',
  'form.layout.tab': 'Each tab must be a section with a title',
  'form.layout.too_deep': 'The layout is nested too deeply: at most {max} levels',
  'form.layout.type_unknown': 'There is no layout unit {type}',
  'form.link.ambiguous': '"{value}" may be {candidates}: please say which',
  'form.link.invalid': 'Please choose from the list',
  'form.link.missing': 'What "{title}" names does not exist or cannot be used any more',
  'form.link.unknown': 'Nobody and nothing is called "{value}"',
  'form.list.unknown': 'There is no dictionary {list}',
  'form.logic.endless': 'The logic of this form sets itself off without end; please tell the administrator',
  'form.logic.idle': 'The rule {key} does nothing',
  'form.logic.key_twice': 'Two rules have the key {key}',
  'form.logic.never_shown': '"{title}" is shown only while it has a value itself, so it may never appear',
  'form.nps.invalid': 'Please choose a whole number from 0 to 10',
  'form.number.invalid': 'Please enter a number',
  'form.number.maximum': 'Must be at most {max}',
  'form.number.minimum': 'Must be at least {min}',
  'form.number.too_large': 'The number is too large; at most {max}',
  'form.option.archived': 'The option "{value}" is archived and can no longer be chosen',
  'form.option.both': 'Use either own options or the dictionary {list}',
  'form.option.closed': '“{value}” cannot be chosen now; choose another option',
  'form.option.duplicate': 'The option {key} is there twice',
  'form.option.invalid': 'Please choose one of the options',
  'form.option.parent_unknown': 'There is no parent option {key}',
  'form.option.unknown': 'There is no option "{value}"',
  'form.personal.consent_missing': 'A public form that asks for the sensitive "{title}" needs a consent field beside it',
  'form.personal.formula': 'The formula "{title}" reads {read}, which is personal, but is not marked as personal itself',
  'form.personal.purpose_missing': 'The personal field "{title}" needs a purpose and a number of days it is kept',
  'form.personal.unmarked': '“{title}” is sensitive personal data: say what for and for how many days it is kept',
  'form.phone.invalid': 'Please enter a phone number such as 13800138000 or +14155550123',
  'form.phone.kind': 'This kind of number is not accepted; accepted are: {allowed}',
  'form.process.unknown': 'There is no process {process}',
  'form.public.blind': 'This rule looks at "{title}", which is not on the public form and always empty there',
  'form.public.closed': 'This form is not open to the public',
  'form.public.contact': 'To know people by their contact, the public page needs the mail or phone field of the contact',
  'form.public.empty': 'The public form has no fields yet',
  'form.public.internal': '"{title}" would show people or departments inside; it cannot stand on a public form',
  'form.public.moment': '{value} is no moment in time',
  'form.public.not_inside': 'The field {field} does not stand on the public form and cannot be required there',
  'form.public.origin': '"{value}" is no address of a site; write https://www.example.com, without a path',
  'form.public.origin_wide': '{value} stands for the sites of many who have nothing to do with each other; name a domain of yours, such as https://*.example.com',
  'form.public.relation': '"{title}" cannot be chosen on a public form; only a link parameter can fill it in',
  'form.public.window': 'It has to close after it opens',
  'form.rating.invalid': 'Please give 1 to {max} points',
  'form.reference.type': '"{title}" is of the wrong type; wanted here: {types}',
  'form.reference.unknown': 'There is no field {field}',
  'form.relation.filtered': 'The record chosen for "{title}" does not meet the condition',
  'form.relation.form_missing': 'Please choose the form "{title}" relates to',
  'form.relation.form_unknown': 'There is no form {form} to relate to',
  'form.relation.title_unknown': 'The form {form} has no field {field}',
  'form.rollup.chain': 'A rollup cannot depend on another rollup, {field}',
  'form.rollup.field': 'The field {field} of the form {form} is no relation to this form',
  'form.rollup.kind': 'The field {field} cannot be summed up like this ({measure}), or gives another type',
  'form.rollup.per': '“{field}” cannot say what counts once (measure: {measure})',
  'form.rollup.self': '“{title}” can count the record itself only over the same form, and by different values',
  'form.rollup.unset': 'Choose the form that “{title}” sums up, and its field that points here',
  'form.sample': '{title} (sample)',
  'form.sample_no': 'SAMPLE-0001',
  'form.set.not_writable': '"{title}" is made by the system or decided by the person; it cannot be set here',
  'form.settings.invalid': 'The settings cannot be read: {detail}',
  'form.settings.range': 'The range is empty: at least {min}, at most {max}',
  'form.slider.mark': 'The mark {value} is outside the range',
  'form.slider.step': 'Please choose a number in steps of {step}, counted from {min}',
  'form.sub_table.invalid': 'Please fill in rows',
  'form.sub_table.too_few': 'At least {min} rows',
  'form.sub_table.too_many': '{max} rows at most',
  'form.sub_table.type': 'A field like “{title}” cannot stand in a table of rows',
  'form.text.hint': '{hint}',
  'form.text.invalid': 'Please enter text',
  'form.text.limit': 'The limit cannot be more than {max} characters',
  'form.text.pattern': 'The format is wrong',
  'form.text.pattern_invalid': 'The format is not a correct regular expression: {detail}',
  'form.text.pattern_slow': 'This format repeats what repeats already, as in ^(a+)+$: on a long text that does not fit, the page would stand still. Leave one repetition, as in ^a+$, or put a fixed separator between the rounds',
  'form.text.too_long': 'At most {max} characters, there are {actual}',
  'form.text.too_short': 'At least {min} characters, there are {actual}',
  'form.time.invalid': 'Please enter a time such as 09:30',
  'form.time.maximum': 'No later than {max}',
  'form.time.minimum': 'No earlier than {min}',
  'form.title_personal': '“{title}” is personal information and kept sealed; a title is shown everywhere and cannot be taken from it, choose another field',
  'form.url.host': 'Only addresses of these sites are accepted: {allowed}',
  'form.url.invalid': 'Please enter a web address such as https://example.com',
  'form.user.role': 'Choose somebody with the role for “{title}”',
  'form.user.role_unknown': 'There is no role “{role}”',
  'history.branch_done': 'One parallel branch is done, {left} to go',
  'history.branches_cancelled': 'The other parallel branches were cancelled',
  'history.call_done': '“{node}” was answered',
  'history.call_done_sample': 'Nothing was sent for this sample record; “{node}” goes on at once',
  'history.call_failed': '“{node}” did not succeed: {comment}',
  'history.call_unreadable': 'The answer does not fit the fields: {text}',
  'history.called': 'Asked “{key}”',
  'history.called_sample': 'Sample records send nothing out: here “{key}” would have been called',
  'history.comment': 'Wrote a comment',
  'history.copied': 'Copied to {users}',
  'history.created': 'Submitted the record',
  'history.deleted': 'Deleted the record',
  'history.edited': 'Changed the content',
  'history.ended': 'The process ended',
  'history.followed': 'The record it was merged into is now "{status}"',
  'history.forked': 'Split into {count} parallel branches',
  'history.heard': 'The customer of {text}, which was merged into this, wrote again',
  'history.joined': 'All parallel branches are done',
  'history.member_joined': '{text} was merged into this',
  'history.member_left': '{text} was taken out again',
  'history.member_pressed': 'The customer of {text}, which was merged into this, chose "{button}"',
  'history.merged': 'Merged into another record',
  'history.message': 'Message "{key}" queued',
  'history.message_failed': 'Message was not delivered: {text}',
  'history.message_held': 'Too many automatic letters to this address within an hour; this one was not sent and is kept in the message log',
  'history.message_no_recipient': 'There was no address to send to',
  'history.message_not_configured': 'No mail server is configured; the message is kept in the log',
  'history.message_sample': 'Sample message (not sent)',
  'history.message_sent': 'Message sent',
  'history.message_withdrawn': 'The customer withdrew consent; "{text}" was not sent',
  'history.moved': 'Chose "{button}"',
  'history.owner_changed': 'Owner changed from {from} to {to}',
  'history.owner_found': 'Owner: {to}',
  'history.passed_on': 'The customer chose "{button}", which was passed on to the record it was merged into',
  'history.process_migrated': 'Moved to the process of release {to} (was {from})',
  'history.process_pinned': 'Stays on the process of release {from}',
  'history.promise_delivered': 'Message delivered: {key}',
  'history.promise_due': 'The customer is to be told: {key}',
  'history.promise_failed': 'Message failed, to be told by hand: {key}',
  'history.promise_read': 'The customer read it on their page: {key}',
  'history.promise_sent': 'Told by message: {key}',
  'history.promise_told': 'Told by hand: {key}',
  'history.promise_waived': 'Need not be told: {key}',
  'history.refused': '{text} could not take it any more, so the merge was undone',
  'history.restored': 'Restored the record',
  'history.resumed': 'Went back to "{node}"',
  'history.returned': 'Returned to "{node}"',
  'history.rule': 'Rule "{key}" ran',
  'history.sla_breached': '"{key}" is overdue',
  'history.sla_cancelled': '"{key}" was cancelled',
  'history.sla_late': '"{key}" was completed late',
  'history.sla_level': 'Deadline notice: {key}',
  'history.sla_met': '"{key}" was met',
  'history.sla_paused': '"{key}" paused',
  'history.sla_resumed': '"{key}" resumed',
  'history.sla_retargeted': '"{key}" has a new target',
  'history.sla_started': '"{key}" started',
  'history.status_entered': 'Status is now "{status}"',
  'history.status_left': 'Left status "{status}"',
  'history.task_cancelled': '"{node}" was cancelled',
  'history.task_claimed': 'Claimed "{node}"',
  'history.task_done': 'Completed "{node}": {button}',
  'history.task_opened': '"{node}" was given to {users}',
  'history.task_signed': 'Signed "{node}": {button}',
  'history.task_transferred': 'Handed "{node}" from {from} to {to}',
  'history.unmerged': 'Taken out of the merge and put back as it was',
  'history.urged': 'Sent a reminder for "{node}"',
  'history.waited': 'The wait at “{node}” is over: {outcome}',
  'history.waiting': 'Waiting at “{node}”',
  'history.withdrawn': 'Withdrew the record',
  'history.words_read': 'Read what the customer wrote: it needs no answer',
  'hook.off': 'This connector is switched off and takes no messages',
  'hook.secret_unset': 'No secret is set for this connector',
  'hook.signature': 'The signature is wrong: it is the HMAC-SHA256 of “timestamp.body” under the secret of the connector',
  'hook.timestamp': 'The timestamp is not within {minutes} minutes',
  'hook.unknown_record': 'There is no such record ({field})',
  'hook.value_missing': 'The message lacks the value that records are found by ({field})',
  'import.empty': 'There are no definitions in it',
  'import.not_zip': 'This file is not a whole zip archive',
  'import.ratio': 'The archive unpacks to suspiciously much',
  'import.too_large': 'Too large: at most {max} MB when unpacked',
  'import.too_many_faults': 'Only the first {max} of {count} problems are listed',
  'import.too_many_files': 'The archive holds {count} files, at most {max} are taken',
  'internal': 'Something went wrong on our side. Please try again; error id {id}',
  'json.duplicate_key': 'The property {name} is written twice',
  'json.empty_key': 'The property has no name',
  'json.invalid': 'Line {line}, column {column} is not valid JSON',
  'json.number_inexact': '{value} has too many digits and would become another number; send it as a text, in quotes',
  'json.number_range': 'The number is too large or too long',
  'json.too_deep': 'Nested too deeply: at most {max} levels',
  'json.too_large': 'The content is too large: at most {max} bytes, this has {size}',
  'link.customer': '(the customer\'s progress link)',
  'list.field_distant': 'Lists cannot filter or sort by the related field "{field}"',
  'list.field_hidden': 'You may not filter or sort by "{field}"',
  'list.filter_long': 'The filter is too long: at most {tests} tests, {searches} of them searching inside texts',
  'list.lookup_one': 'A masked value is looked up one at a time',
  'list.search_wide': 'More than {max} records were found: look for something longer, or use a filter',
  'list.sort_malformed': 'The order "{sort}" is not understood: write field:asc or field:desc',
  'list.view_unknown': 'There is no view "{view}"; it may have been deleted, or you may not use it',
  'loop.by_hand': '{reason}. The words below can be read out, or copied and sent in another way.',
  'loop.no_mail_server': 'No mail server is set up: pressing Send, the letter does not leave, and somebody is asked to tell the customer by hand',
  'loop.reason.failed': 'The letter came back and did not arrive',
  'loop.reason.no_contact': 'No contact details were left',
  'loop.reason.no_mail': 'There is no mail address, only a phone number or chat',
  'loop.reason.no_recipient': 'There was no address when the letter was to be sent',
  'loop.reason.not_configured': 'No mail server is set up, so the letter did not leave',
  'loop.reason.overtaken': 'It was taken up again before they were told',
  'loop.reason.unmerged': 'It was taken out of a merge',
  'mail.invite.body': 'Hello {name},\n\nan account was made for you; your login is {login}. Open this link to choose your password and start:\n\n{link}\n\nThe link works once, within 7 days. If you do not know what this is about, ignore this mail.',
  'mail.invite.subject': 'You are invited to Huiyin',
  'mail.reset.body': 'Hello {name},\n\nsomebody asked for a new password for the account {login}. Open this link to choose one:\n\n{link}\n\nThe link works once, within 1 hour, and signs you out on all other devices. If it was not you, ignore this mail; your password stays as it is.',
  'mail.reset.subject': 'Choose a new password for Huiyin',
  'mention.body': '{no} {text}',
  'mention.subject': '{by} mentioned you: {title}',
  'mention.title': 'Mention in a comment',
  'merge.apart.body': '{other} has ended, been merged itself or been deleted meanwhile and takes nothing any more. {title} is back where it was; please take it up again.',
  'merge.apart.subject': 'Not merged: {title}',
  'merge.apart.title': 'Not merged',
  'merge.both': '{what}: changed here and in the new version',
  'merge.differ': '{what}: {mine} here, {theirs} in the new version',
  'merge.lead_gone': 'A deleted record',
  'merge.member_gone': 'A deleted record',
  'merge.removed_here': '{what}: removed here, changed in the new version',
  'merge.removed_there': '{what}: removed in the new version, changed here',
  'message.consent_withdrawn': 'The customer withdrew the consent to be contacted; this cannot be sent',
  'message.held': 'An address gets at most {max} automatic letters an hour; this one was not sent. Send it again once you know the customer wants it',
  'message.render_failed': 'Message template "{message}" cannot be rendered: {detail}',
  'message.state.failed': 'Failed',
  'message.state.held': 'Held back',
  'message.state.no_recipient': 'No address',
  'message.state.not_configured': 'Mail is not configured',
  'message.state.sample': 'Sample, not sent',
  'message.state.sending': 'Sending',
  'message.state.sent': 'Sent',
  'message.unknown': 'There is no message template "{message}"',
  'migration.field': '“{field}” is not a field of choices; its values cannot be replaced',
  'migration.none': 'There is nothing to move again in this app',
  'migration.option_stays': 'The option “{option}” stays; only options that are gone are replaced',
  'migration.option_unknown': 'There is no option “{option}”',
  'migration.running': 'Records are still being moved by the last publish; wait a moment',
  'move.begun': '{store} was begun to be filled from {from}: go on with that, or empty it',
  'move.not_empty': '{store} holds data: only an empty store can be filled',
  'move.unfinished': 'This store is only partly filled from {from}: repeat that command until it is done',
  'phrase.and': ' and ',
  'phrase.and_more': '{names} and others, {count} in all',
  'phrase.at': '{definition}: {place}',
  'phrase.by_button': ' ({button})',
  'phrase.days': '{n} d',
  'phrase.else': ', else ',
  'phrase.gone': 'uses {what}, which is gone',
  'phrase.group': '({condition})',
  'phrase.hours': '{n} h',
  'phrase.list': '{names}',
  'phrase.minutes': '{n} min',
  'phrase.no': 'no',
  'phrase.nobody': 'nobody',
  'phrase.not': 'not ({condition})',
  'phrase.nth': 'no. {n}',
  'phrase.or': ' or ',
  'phrase.outside': 'outside of all sections',
  'phrase.seconds': '{n} s',
  'phrase.unit': 'into “{title}”',
  'phrase.working': '{duration} of working time',
  'phrase.yes': 'yes',
  'preset.circular': 'Preset "{name}" requires itself',
  'preset.installed': '"{name}" is installed already, and there is nothing newer',
  'preset.unknown': 'There is no preset "{name}"',
  'process.already_claimed': 'Already claimed by {by}',
  'process.already_decided': 'Already decided by {by} at {at}',
  'process.already_started': 'The process has already started',
  'process.arrow_condition': 'Only one arrow leaves {node}; it cannot have a condition',
  'process.arrow_count': 'Exactly one arrow must leave {node}; there are {count}',
  'process.arrow_from_end': '{node} is an end; no arrow can leave it',
  'process.arrow_no_condition': 'An arrow leaving the decision {node} needs a condition, or must be the default',
  'process.arrow_on_button': '{node} has no buttons; its arrow cannot name one',
  'process.arrow_shadowed': 'The button {button} has several arrows without a condition; the later ones are never taken',
  'process.arrow_to_start': '{transition} cannot lead to the start',
  'process.audience_unknown': 'The audience {audience} is neither self nor a relation field',
  'process.audience_unreachable': 'The form behind “{field}” does not say where its mail address is, so “{promise}” cannot be sent and has to be told by hand',
  'process.auto_loop': '{node} is part of a loop without a human step; it may never end',
  'process.body_required': 'Please write the message',
  'process.branch_end_outside': '“{node}” ends only a branch, but stands in none',
  'process.branch_entered': '“{node}” stands in a branch of “{fork}” and cannot be entered from outside',
  'process.branch_left': 'A branch of “{fork}” leads past the join, back to before the fork',
  'process.branch_status': 'All steps in the branches of “{fork}” must be in the status “{status}”, “{node}” is not',
  'process.branches_meet': 'Branches of “{fork}” meet at “{node}”; they may only meet at the join',
  'process.button_no_arrow': 'The button {button} of {node} has no arrow: it leads nowhere',
  'process.button_not_completing': 'The button {button} does not complete the step, so no arrow can leave by it',
  'process.button_option': '{option} means nothing for a button of kind {kind}',
  'process.button_unavailable': '{button} is not available now',
  'process.button_unknown': 'There is no button {button}',
  'process.calendar_unknown': 'There is no calendar {calendar}',
  'process.call_aside': 'A call that nobody waits for has no way for failure',
  'process.choice_required': 'Please choose {field}',
  'process.claim_first': 'Please claim the task first',
  'process.clock_failed': 'The time limit cannot be calculated: {detail}',
  'process.command_unknown': 'Unknown operation {kind}',
  'process.comment_required': 'Please add a comment',
  'process.condition_failed': 'A condition cannot be evaluated: {detail}',
  'process.connector_unknown': 'There is no connector “{connector}” for this form',
  'process.default_condition': 'The default arrow {transition} cannot have a condition',
  'process.default_count': 'The decision {node} needs exactly one default arrow; it has {count}',
  'process.entry_unknown': 'There is no such line in the ledger',
  'process.field_hidden': 'The field {field} is hidden and asked for in the same step',
  'process.field_read': 'The field “{field}” is only shown in this step and cannot be filled in as well',
  'process.field_required': 'Please fill in {field}',
  'process.field_unknown': 'There is no field {field}',
  'process.fork_condition': '“{node}” takes every branch, so the arrow “{transition}” can have no condition and be no default',
  'process.fork_count': 'The fork “{node}” needs at least two arrows, there are {count}',
  'process.fork_default': '“{node}” chooses branches by condition, so one arrow must have no condition or be the default',
  'process.fork_unpaired': 'The fork “{node}” has no join',
  'process.form_no_task': 'The form {form} is not a task form',
  'process.form_unknown': 'There is no form {form}',
  'process.join_never': 'No branch of “{fork}” reaches the join “{node}”',
  'process.join_outside': 'Only branches of “{fork}” may lead to the join “{node}”',
  'process.join_twice': 'The fork “{fork}” has a join already, “{node}” is one too many',
  'process.join_unpaired': 'The join “{node}” belongs to the fork “{fork}”, which does not exist',
  'process.key_duplicate': 'The key {key} is used twice',
  'process.level_one': 'The level {level} needs exactly one of percent, before and after',
  'process.merge_beaten': 'Not merged: somebody merged one of the two, or took it out, at the same moment. Look at how they stand now',
  'process.merge_calling': 'An answer of another system is awaited; it cannot be merged now',
  'process.merge_field': '{field} must be a read-only relation to the same form',
  'process.merge_full': '{no} holds {max} records already',
  'process.merge_gone': 'The record to merge into does not exist, or you may not see it',
  'process.merge_into_merged': '{no} has been merged itself; choose the one it went into',
  'process.merge_into_status': '{no} is in the status {status} and takes nothing any more',
  'process.merge_itself': 'A record cannot be merged into itself',
  'process.merge_leads': '{count} records have been merged into this one; undo that first',
  'process.merge_none': 'This record is not merged',
  'process.merge_not_allowed': 'You may not merge this record',
  'process.merge_not_here': 'A record in the status {status} cannot be merged',
  'process.merge_off': 'Records of this process cannot be merged',
  'process.merge_personal': '{field} is personal and cannot be taken over for other customers',
  'process.merge_status': 'No step or move may stand in the status of merged records, {status}, and nothing is merged from it',
  'process.merge_target': 'Please choose the record it goes into',
  'process.merge_twice': 'This record has been merged already; undo that first',
  'process.message_for_staff': 'The message {message} is written for staff and cannot be sent to customers',
  'process.message_state': 'Unknown message state {state}',
  'process.message_unknown': 'There is no message {message}',
  'process.migrate_apart': 'Steps that run side by side would stand in different statuses, “{to}” and “{other}”',
  'process.migrate_branch': 'The parallel branches of “{node}” are gone: say at which step the record goes on when they end, or let it stay on the old process',
  'process.migrate_gone': 'The process “{process}” is gone; the record stays on the old one',
  'process.migrate_merged': 'The new process has no merging; merged records stay on the old one',
  'process.migrate_target': 'Step “{node}” cannot become “{to}”',
  'process.migrate_unmapped': 'Step “{node}” in status “{status}” has no place in the new process: choose where it goes',
  'process.move_nobody': 'Nobody but administrators may use {move}',
  'process.move_not_allowed': 'You may not use {move}',
  'process.move_not_here': 'This has been {status} since {at}; {move} is not possible',
  'process.move_unknown': 'There is no action {move}',
  'process.moved_by': '{by} set this to {status} at {at}; {move} is no longer possible',
  'process.moved_on': 'There is news here and {move} is no longer possible; please reload the page',
  'process.no_complete_button': 'The step {node} has no button that completes it',
  'process.no_owner': 'No owner can be found for {status}',
  'process.no_way': 'No arrow leaving {node} applies now',
  'process.node_no_end': 'No end can be reached from {node}',
  'process.node_no_status': 'The node {node} has no status',
  'process.node_type_unknown': 'There is no node type {type}; there are: {known}',
  'process.node_unknown': 'There is no node {node}',
  'process.node_unreachable': 'Nothing leads to {node}',
  'process.none': 'This record has no process',
  'process.not_claimable': 'This task need not be claimed',
  'process.not_participant': 'Only the people of the task and the owner may do this',
  'process.not_running': 'The process is not under way',
  'process.not_started': 'The process has not started',
  'process.not_submitter': 'Only the submitter may withdraw it',
  'process.outcome.done': 'what was waited for has come',
  'process.outcome.timeout': 'time ran out',
  'process.outcome_arrow': 'The outcome “{outcome}” of “{node}” needs exactly one arrow, there are {count}',
  'process.outcome_unknown': '“{node}” has no outcome “{outcome}”',
  'process.people_too_many': '{node} has {count} participants; at most {max} are possible',
  'process.people_unknown': 'There is no people rule {rule}',
  'process.point_unknown': 'There is no point {point}',
  'process.press_impossible': '{button} cannot be pressed now',
  'process.promise_open': 'Customers still have to be told ({count}): {promises} ({customers})',
  'process.promise_open_lapsed': 'The record went back before the customer ({customers}) heard: {promises}. Closed like this they would hear nothing; end it in a way that tells them',
  'process.promise_open_merged': '{count} customers of merged records are still to be told: {customers}',
  'process.promise_open_others': 'Others are to be told first; please try again later',
  'process.promise_unknown': 'There is no promise “{promise}”, or it is this one itself',
  'process.public_internal': '"{field}" leads to people or records inside and cannot be shown to customers',
  'process.public_unseen': 'The status "{status}" has no words for customers, so they cannot see what is set here',
  'process.reason_required': 'Please give the reason',
  'process.refused': '{reason}',
  'process.reply_asks': 'The move “{move}” demands fields or kept promises, so a reply cannot make it',
  'process.reply_closed': 'This was closed a while ago and takes no more messages. If something new has come up, please send it in again',
  'process.reply_not_from': 'The move “{move}” cannot be made in the status “{status}”, so a reply cannot make it',
  'process.reply_twice': 'There are two rules about replies in the status “{status}”',
  'process.return_into_branch': 'A return cannot lead into another parallel branch, to “{node}”',
  'process.return_never_visited': '{node} can never come before this step; one cannot return to it',
  'process.return_not_human': '{node} is not a human step; one cannot return to it',
  'process.return_not_visited': '{node} was not passed this time; one cannot return to it',
  'process.return_nowhere': 'There is no earlier step to return to',
  'process.return_to_self': 'A step cannot return to itself',
  'process.role_unknown': 'There is no role {role}',
  'process.runaway': 'The process runs in circles without people and was stopped after {max} steps at {node}',
  'process.settings_unreadable': 'The settings cannot be read: {detail}',
  'process.start_count': 'A process needs exactly one start; it has {count}',
  'process.status_no_owner': 'The status {status} has no owner',
  'process.status_unknown': 'There is no status {status}',
  'process.status_unused': 'No node uses the status {status}',
  'process.target_one': 'A target needs either a length of time or a date field',
  'process.target_shadowed': 'An earlier target has no condition, so this one is never used',
  'process.task_cancelled': 'This task was cancelled at {at}',
  'process.task_nobody': 'The task is for nobody',
  'process.task_overtaken': '{by} set this to {status} at {at}; the task is no longer needed',
  'process.task_unknown': 'There is no such task',
  'process.told_ahead': 'This time is still to come; say when the customer was told',
  'process.told_before': 'The customer cannot have been told before the record was made',
  'process.transfer_blind': 'This cannot be handed to {user}: they have no role in this app that sees this form, and would see nothing of it',
  'process.transfer_not_allowed': 'The task cannot be transferred to {user}',
  'process.transfer_same': '{user} already has this task',
  'process.transfer_to_missing': 'Please choose who gets the task',
  'process.transfer_whose': 'Several people have this task; choose whose part to transfer',
  'process.until_no_date': 'The field {field} is not a date',
  'process.urge_interval': 'Enter the shortest time between two reminders',
  'process.urge_nobody': 'There is nobody to remind',
  'process.urge_not_allowed': 'You may not send a reminder',
  'process.urge_too_soon': 'A reminder was sent recently; the next is possible after {next}',
  'process.user_unknown': 'There is no active user {user}',
  'process.validate_unattended': 'Nobody is there when the flow goes on from “{node}”, so nobody could answer the checks on the arrow “{transition}”. Put them behind a human step',
  'process.wait_one': '“{node}” waits for some time, for a date, or for a condition: choose exactly one',
  'process.withdraw_not_end': 'Withdrawal must lead to an end; {node} is none',
  'process.withdraw_off': 'Records of this process cannot be withdrawn',
  'process.withdraw_too_late': 'Somebody has already decided; it can no longer be withdrawn',
  'public.answered': 'You have answered already: {times} for each person at most',
  'public.form_changed': 'This form has just been updated – {changes}. What you filled in is kept; check it and send it again',
  'public.full': 'There is no place left: all {quota} are taken',
  'public.locked': 'Please give the password first',
  'public.no_contact': 'Please fill in "{title}": by it this form limits how often each person answers',
  'public.no_cookie': 'This form limits how often each person answers, which needs cookies. Please allow them and reload, or open it in a window of its own',
  'public.not_open': 'This form opens at {at}',
  'public.over': 'This form closed at {at} and takes nothing more. What you typed is not lost: it is still on this page',
  'public.password': 'This is not the password. Please check it and try again',
  'public.token': 'This page has been open too long; please reload it. What you entered is kept',
  'public.unset': 'This form is not ready yet: its password has not been set',
  'public.work': 'A check before sending is missing; reload the page and send again',
  'query.cursor.invalid': 'This page position is no longer valid; go back to the first page',
  'query.path.invalid': '"{path}" is not a valid field path',
  'query.sort.duplicate': '"{path}" appears twice in the sort order',
  'query.sort.exceeded': 'At most {max} fields can be sorted by',
  'record.busy': 'This record is being changed by many people; please try again',
  'record.changed': 'Somebody else changed this record before you saved',
  'record.external_deleted': 'The record with the external id “{id}” was deleted',
  'record.external_differs': 'The external id in the body differs from “{id}” in the address',
  'record.external_none': 'The form “{form}” names no field for external ids',
  'record.external_required': 'The external id is empty',
  'record.form_read_only': '"{form}" is filled by the system; records cannot be added by hand',
  'record.form_unknown': 'There is no form "{form}"',
  'record.kind_unknown': 'Unknown operation "{kind}"',
  'record.not_deleted': 'This record is not deleted, or was restored meanwhile',
  'record.process_unknown': 'There is no process "{process}"',
  'record.reason_required': 'Please state why you need to see it',
  'release.needs_mapping': '{count} running records have no place in the new process: say where they go, or let them stay on the old one',
  'release.newer_exists': '{by} published release {current} first, on {at} (you saw {seen}); look at the difference first',
  'release.nothing': 'Nothing is different, so no release is made; release {current} stays current',
  'release.options_held': '{count} records hold "{option}" in "{title}", which goes: say what takes its place, or that they keep it',
  'release.still_used': 'Records are still under way in the process of release {release}, and this publish takes away what they need:',
  'release.unchanged': 'Nothing is different from release {current}, so no release is made and nothing becomes of the records; change something first, or retry the records of this release',
  'release.unknown': 'There is no release {number}',
  'release.values_misfit': '{count} records (those in the bin too) hold a {from} in "{title}", which {to} cannot keep as it is: keep the type, and add a new field beside it',
  'report.behind.labels': 'This is no row of this report; reload it',
  'report.behind.others': 'The others, and what ends above this level, cannot be opened as a list',
  'report.buckets.many': 'Grouping by “{field}” makes more than {max} groups; take a coarser step or a shorter period',
  'report.cells.many': 'These dimensions make more than {max} combinations; take fewer of them or filter',
  'report.chart.dimensions': 'This chart takes {min} to {max} dimensions',
  'report.chart.measures': 'This chart takes {min} to {max} measures',
  'report.chart.unknown': 'There is no chart “{chart}”',
  'report.column.unknown': 'The data does not hold “{column}” yet; try again in a moment',
  'report.compare.period': 'To compare with earlier, choose a period with a beginning and an end first',
  'report.dataset.unknown': 'There is no dataset “{dataset}”',
  'report.dimension.bins': '“{field}” is not a number, so it cannot be put into bins',
  'report.dimension.bins_both': 'Bins are of one width or between edges, not both; an origin goes with a width',
  'report.dimension.bucket': '“{field}” cannot be grouped by {bucket}',
  'report.dimension.edges': 'Edges must rise',
  'report.dimension.fill': '“{field}” is not a date, so there are no gaps to fill',
  'report.dimension.kind': 'Rows cannot be made by “{field}”',
  'report.dimension.level': '“{field}” has no levels',
  'report.dimension.top': '“{field}” is a date, of which there is no top; choose a period instead',
  'report.field.forbidden': 'You may not read the field “{field}”, so no report can use it',
  'report.field.unknown': 'There is no field “{field}”',
  'report.filter.unknown': 'The board has no filter “{filter}”',
  'report.key.taken': '“{key}” is used already; choose another',
  'report.measure.additive': '“{measure}” has no running total; only counts and sums have',
  'report.measure.alone': 'A running total needs a dimension to run along',
  'report.measure.cycle': 'The measure “{measure}” needs itself',
  'report.measure.interval': 'Only a ratio of two counts has an interval',
  'report.measure.kind': '{fn} of “{field}” is not possible',
  'report.measure.of_missing': 'Say what {fn} is of',
  'report.measure.percentile': 'A percentile is between 0 and 100',
  'report.measure.text': '“{measure}” is a date, so nothing can be calculated with it',
  'report.measure.unexpected': '{fn} takes no “{name}”',
  'report.measure.unknown': 'There is no measure “{measure}”',
  'report.period.kind': '“{field}” is not a date',
  'report.period.range': 'The period lies outside the calendar',
  'report.period.unknown': 'There is no period “{period}”',
  'report.place.outside': 'The widget is wider than the {columns} columns of the grid',
  'report.sort.unknown': '“{key}” to sort by is neither a dimension nor a measure',
  'report.widget.unknown': 'The board has no widget “{widget}”',
  'request.json_only': 'The request must be application/json',
  'request.key_long': 'An Idempotency-Key has at most {max} characters',
  'request.key_short': 'An Idempotency-Key has at least {min} characters',
  'request.limit': 'The size of a page (limit) must be a whole number from 1 to {max}',
  'request.malformed': 'The request is malformed: {detail}',
  'request.match_required': 'The version is missing; please reload the page',
  'request.method': 'This operation is not supported',
  'request.not_found': 'Not found: it may have been deleted, or the link is wrong',
  'request.parameter_unknown': 'There is no parameter “{name}” here',
  'request.too_large': 'The request is too large',
  'request.too_many': 'Too many requests; please try again in {minutes} minutes',
  'request.unreadable': 'The request cannot be read: its headers or body are incomplete or written wrongly ({status})',
  'restore.damaged': 'The backup is damaged or cut off: {file}; take another one',
  'restore.data_there': '{path} exists: a backup is restored only where no data are',
  'restore.file_missing': 'There is no backup file {file}',
  'restore.incomplete': 'The backup {file} is incomplete: {found} of {uploads} uploads, or without its database or root key',
  'restore.key_needed': 'Give the root key of the backup as HUIYIN_SECRET: it is the file secret in the backup',
  'restore.newer': '{file} has backup format {format}, which a newer program wrote: upgrade first',
  'restore.not_a_backup': '{file} is not a backup of this program',
  'restore.other_key': '{path} holds another root key than the backup: move it away, or take another data folder',
  'role.field_unknown': 'Form "{form}" has no field "{field}"',
  'role.form_unknown': 'There is no form "{form}"',
  'role.title_hidden': 'Records of “{form}” are called by “{title}” wherever they are named, so a role that sees them must at least read this field; to keep it from somebody, give the form another title',
  'role.update_nothing': 'This role may change records, yet may write none of the fields, so whoever opens one can change nothing: let it write the fields concerned, or take “Change” away (fields that a step lets its people fill in stay as they are)',
  'rule.condition_never': 'The condition of rule {rule} can never hold: what it asks of field {field} contradicts itself',
  'rule.failed': 'The rule failed: {detail}',
  'rule.field_unknown': 'The form {form} has no field {field}',
  'rule.fires_on_every_edit': 'The rule {rule} runs on every edit: choose fields to watch, or test what changed',
  'rule.form_unknown': 'There is no form {form}',
  'rule.idle': 'This rule has no action yet and does nothing: add one',
  'rule.level_unknown': 'The SLA has no level {level}',
  'rule.loop': 'Rules trigger each other without end: {path} (by {by})',
  'rule.loop_guarded': 'Rules trigger each other: {path} (by {by}); a condition stops them, make sure this is meant',
  'rule.same_order': 'Rules {rule} and {other} have the same order, may both apply, and both set field {field}: which wins depends on their keys. Give them an order',
  'rule.sla_unknown': 'The process has no SLA {sla}',
  'rule.status_unknown': 'The process has no status {status}; there are: {known}',
  'rule.too_late': 'When the rule {rule} sets {field}, the rule {earlier} that tests it has been evaluated already',
  'rule.too_many_actions': 'One step set off more than {limit} actions and was stopped',
  'rule.trigger_unfit': 'The event {event} has no {property}',
  'rule.try_unread': 'You may not read {fields}; it was tried as if nothing stood there',
  'rule.unknown': 'There is no rule {rule}',
  'schema.ambiguous': 'This value matches several alternatives that exclude each other',
  'schema.const': 'Must be {limit}',
  'schema.draft_unsupported': 'JSON Schema version {draft} is not supported, use 2020-12',
  'schema.endless': 'The rules of this document refer to each other without end',
  'schema.enum': 'Must be one of: {allowed}',
  'schema.exclusive_maximum': 'Must be less than {limit}',
  'schema.exclusive_minimum': 'Must be more than {limit}',
  'schema.forbidden': '{name} is not allowed here',
  'schema.format': 'The format is wrong, expected {format}',
  'schema.format_unknown': 'Unknown format {format}',
  'schema.invalid': 'Does not satisfy {keyword}',
  'schema.keyword_invalid': 'The JSON Schema is not correct here: {detail}',
  'schema.keyword_unknown': 'Unknown keyword {name}',
  'schema.max_contains': 'At most {limit} items may match',
  'schema.max_items': 'At most {limit} items',
  'schema.max_length': 'At most {limit} characters',
  'schema.max_properties': 'At most {limit} properties',
  'schema.maximum': 'Must be at most {limit}',
  'schema.min_contains': 'At least {limit} items must match',
  'schema.min_items': 'At least {limit} items',
  'schema.min_length': 'At least {limit} characters',
  'schema.min_properties': 'At least {limit} properties',
  'schema.minimum': 'Must be at least {limit}',
  'schema.multiple_of': 'Must be a multiple of {limit}',
  'schema.no_match': 'This value matches none of the allowed alternatives',
  'schema.not': 'This value is excluded',
  'schema.not_json': 'This value cannot be written as JSON',
  'schema.pattern': 'Does not match the pattern {limit}',
  'schema.property_name': 'The name {name} is not allowed',
  'schema.ref_outside': 'The reference {ref} leaves the document',
  'schema.required': '{name} is missing',
  'schema.required_with': '{name} is required when {with} is given',
  'schema.type': 'Expected {expected}, this is {actual}',
  'schema.unique_items': 'Items must not repeat',
  'schema.unknown_property': 'Unknown property {name}',
  'search.long': 'Look for {max} characters at most',
  'search.page': 'To go on, name the app and the form',
  'secret.missing': 'The root key of these data is missing: put it back into {path}, or set HUIYIN_SECRET',
  'secret.set_meanwhile': 'Another node set the root key at the same moment: start again',
  'secret.unset': 'HUIYIN_SECRET must be set for this store',
  'secret.wrong': 'The root key is not the one this store was written with: give the right HUIYIN_SECRET (to rotate, the new key first and the old ones behind it)',
  'session.csrf': 'This page is out of date; please reload it',
  'session.deactivated': 'Your account has been deactivated; please ask an administrator',
  'session.ended': 'Your session was ended elsewhere: all devices were signed out, the password was changed, or an administrator ended it',
  'session.expired': 'Your session has expired',
  'session.foreign_origin': 'You cannot sign in from another site',
  'session.name_missing': 'Enter your login or e-mail address',
  'session.password_first': 'Please change your password first',
  'session.required': 'Please sign in',
  'session.setup_required': 'There is no administrator yet; please finish the setup',
  'session.slow_down': 'Too many attempts; please wait {seconds} seconds',
  'session.ticket_invalid': 'This link no longer works: it was used, has expired, or was replaced by a newer one',
  'session.wrong': 'Wrong login name or password',
  'setup.done': 'The setup is already done',
  'store.no_data': 'There are no data at {path}. Is HUIYIN_STORE set as it is for the server?',
  'store.unavailable': 'Data cannot be saved at the moment; please try again. What you entered is not lost',
  'store.uploads_missing': 'The database names {count} uploads that are not in {place}. Is {setting} set as it is for the server? If they are lost for good, --incomplete goes on without them',
  'system.backup_never': 'No backup was ever made: run huiyin backup FILE',
  'system.backup_old': 'The last backup is {days} days old',
  'system.holidays_missing': 'The holidays of {year} are not known: deadlines in {year} count plain weekends',
  'system.incidents': '{count} records have a message or call that did not work and wait for your decision',
  'system.late': '{count} records have something that should have happened by now: look at the log of the server',
  'system.mail_missing': 'No mail server is configured (HUIYIN_SMTP): mails stay in the message log and do not leave',
  'system.role_vacant': 'The processes of “{app}” give work to these roles, and nobody has them yet: {roles}',
  'system.url_inside': 'The public address {url} is inside a network: customers outside of it cannot open links in mails and codes. If there are any, set HUIYIN_URL',
  'system.url_local': 'The public address is {url}: links in mails and codes open on this machine only; set HUIYIN_URL',
  'table.column_unnamed': 'Column {column} has no header',
  'table.no_header': 'There are no headers: the first line must name the columns',
  'table.too_large': 'That is too much text, at most {max} KB; the headers and a few dozen rows are enough',
  'table.too_many_columns': 'There are {count} columns, at most {max}',
  'table.unreadable': 'Line {line} cannot be read; check that its quotes are in pairs',
  'task.why.administrators': 'nobody else was found, so an administrator takes it',
  'task.why.department_head': 'heads the department',
  'task.why.field': 'is the record’s “{field}”',
  'task.why.first': 'first of them',
  'task.why.handed': 'handed over by {name}',
  'task.why.instead': 'goes to “{rule}” ({why})',
  'task.why.last': 'the fallback is in charge ({why})',
  'task.why.least_loaded': 'with the least open work',
  'task.why.lookup': 'assigned by “{form}”',
  'task.why.named': 'named by the process',
  'task.why.only': 'the only one',
  'task.why.picked': '{why}, {how}',
  'task.why.role': 'has the role “{role}”',
  'task.why.round_robin': 'whose turn it is',
  'task.why.teller': 'is telling this customer other things already',
  'task.why.who': 'is the {who}',
  'token.app': 'This API token may not be used here: it is limited to certain apps',
  'token.app_denied': 'You may not make tokens for the app “{app}”',
  'token.apps_required': 'Choose at least one app',
  'token.days': 'A token is good for 1 to {max} days',
  'token.expired': 'The API token “{name}” has expired',
  'token.invalid': 'This API token is not valid: there is none, it was revoked, or its owner is inactive',
  'token.name_long': 'A name has at most {max} characters',
  'token.name_required': 'Enter a name for the token',
  'token.right': 'The owner of this token may no longer have API tokens',
  'token.route': 'This cannot be done with an API token; sign in to do it',
  'token.scope': 'This API token does not have the scope “{title}” ({scope})',
  'token.scope_unknown': 'There is no scope “{scope}”',
  'token.scopes_required': 'Choose at least one scope',
  'token.too_many': 'You can have at most {max} valid tokens; revoke some first',
  'trial.begun': 'The sample record has been submitted already',
  'trial.endless': 'This process does not come to rest: more than {max} things happened in the trial. Look for rules that set each other off',
  'trial.fate_unknown': 'Unknown outcome: {fate}',
  'trial.no_form': 'No form goes by this process: choose it in a form first',
  'trial.nobody': 'There is nobody like that, or they have left',
  'trial.not_begun': 'Nothing has been submitted yet: fill in the form and submit it first',
  'trial.nothing_due': 'Nothing waits for time: it is for people to go on',
  'trial.step_unknown': 'A trial has no such step: {do}',
  'trial.too_long': 'The clock goes at most {days} days ahead',
  'trial.too_many': 'A trial has at most {max} steps',
  'upgrade.conflict': '{words}. Choose which to keep',
  'upgrade.decision': 'Choose ours or theirs, not {side}',
  'upgrade.none': '{name} is up to date',
  'upgrade.other_app': 'This app does not have {name}',
  'user.away_from_missing': 'Enter the first day',
  'user.away_order': 'The end must be after the beginning',
  'user.changed': 'Somebody else has just changed this user; reload and try again',
  'user.email_invalid': 'This is not a mail address',
  'user.inactive': '{name} is deactivated; reactivate first',
  'user.language_unknown': 'There is no such language',
  'user.last_admin': 'At least one administrator who can sign in must remain. Make somebody else an administrator first',
  'user.login_confusable': 'The login has characters that cannot be seen, are full-width, or look like other letters; use plain letters and digits',
  'user.login_long': 'A login has at most {max} characters',
  'user.login_required': 'Please enter a login name without spaces',
  'user.login_taken': 'The login name "{login}" is taken',
  'user.name_long': 'A name has at most {max} characters',
  'user.name_required': 'Please enter a name',
  'user.name_unseen': 'The name has characters that cannot be seen; please type it again',
  'user.no_heir': 'Nobody can take over "{name}"; choose a person',
  'user.own_admin': 'You cannot take away your own administrator rights; ask another administrator',
  'user.own_deactivation': 'You cannot deactivate yourself; ask another administrator',
  'user.password_common': 'This password is too easy to guess: it is made of the common word “{word}”. Choose a few words that do not belong together',
  'user.password_login': 'The password must differ from the login name',
  'user.password_long': 'The password may have at most {max} bytes',
  'user.password_of_login': 'This password is too easy to guess: it is made of the login name. Choose a few words that do not belong together',
  'user.password_pattern': 'This password is too easy to guess: it is only repeated characters, a sequence, neighbouring keys or a year. Choose a few words that do not belong together',
  'user.password_short': 'The password needs at least {min} characters',
  'user.password_wrong': 'The old password is wrong',
  'user.receiver_unknown': 'The person to take over does not exist, is deactivated, or is the same person',
  'user.role_unknown': 'There is no role "{role}"',
  'user.substitute_missing': 'Choose who acts meanwhile',
  'user.substitute_self': 'The substitute cannot be the same person',
  'user.substitute_unknown': 'The substitute does not exist or is deactivated',
  'view.board_gone': 'Records of this form have no status, so there is no board of them',
  'view.changed': 'The view was changed elsewhere just now; reload and try again',
  'view.column_gone': 'The column “{field}” is gone, or you may not see it',
  'view.column_twice': 'The same column stands twice',
  'view.column_width': 'A column can be up to {max} wide',
  'view.columns_many': 'A view shows at most {max} columns',
  'view.field_unknown': 'There is no field "{field}"',
  'view.filter_large': 'The condition of a view is too large: {max} KB at most',
  'view.form_unknown': 'There is no form "{form}"',
  'view.look_unknown': 'There is no such look as “{look}”',
  'view.masked': 'The field “{field}” is masked for you, so no view can filter by it',
  'view.role_unknown': 'There is no role "{role}"',
  'view.sort_many': 'A view sorts by at most {max} fields',
  'view.title_long': 'The name of a view has at most {max} characters',
  'view.title_required': 'Give the view a name',
  'view.title_taken': 'There is a view called “{title}” already; choose another name',
  'view.too_many': 'There can be at most {max} saved views of a form; delete some that are not used',
};
