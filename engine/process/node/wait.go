package node

import (
	"encoding/json"

	"huiyin/engine/action"
	"huiyin/engine/calendar"
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/engine/schema"
)

// The outcomes of a wait.
const (
	Done    = "done"
	Timeout = "timeout"
)

const waitSettings = `{
  "type": "object", "additionalProperties": false,
  "properties": {
    "for": {"x-title":{"zh":"等多久","en":"How long"},"$ref": "#/$defs/duration"},
    "until": {"x-title":{"zh":"等到哪个日期字段","en":"Until the date in"},"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$", "x-editor": "field"},
    "when": {"x-title":{"zh":"等到条件成立","en":"Until this holds"},"type": "object", "x-editor": "condition"},
    "timeout": {"x-title":{"zh":"最多等多久","en":"At most"},"$ref": "#/$defs/duration"}
  },
  "$defs": {
    "duration": {"type": "object", "additionalProperties": false, "minProperties": 1, "maxProperties": 1, "x-editor": "duration", "properties": {
      "working": {"x-title":{"zh":"工作时间","en":"Working time"},"$ref": "#/$defs/period"}, "elapsed": {"x-title":{"zh":"自然时间","en":"Clock time"},"$ref": "#/$defs/period"}}},
    "period": {"type": "string", "pattern": "^P(?:\\d{1,4}D)?(?:T(?:\\d{1,5}H)?(?:\\d{1,6}M)?(?:\\d{1,8}S)?)?$"}
  }
}`

type wait struct{ settings *schema.Schema }

func init() { Types.Add(wait{schema.MustCompile("node wait", []byte(waitSettings))}) }

// Info describes the type.
func (wait) Info() catalog.Info {
	return catalog.Info{
		ID:    "wait",
		Label: definition.Text{"zh": "等待", "en": "Wait"},
		Group: "automatic",
		Help: definition.Text{"zh": "等一段时间、等到某一天，或等到条件成立再往下走；记录每次变化都会重新检查条件。设了最多等多久，到时走“超时”那条线。",
			"en": "Waits for some time, for a day, or until a condition holds, which is looked at again whenever the record changes. With a limit, the flow leaves by the timeout arrow when it is reached."},
		Settings: json.RawMessage(waitSettings),
		Examples: []catalog.Example{
			{Note: "two working days", Settings: json.RawMessage(`{"for":{"working":"P2D"}}`), Want: "done"},
			{Note: "until the day planned", Settings: json.RawMessage(`{"until":"planned"}`), Want: "done"},
			{Note: "until the title is given, a week at most", Settings: json.RawMessage(`{"when":{"field":"title","op":"notEmpty"},"timeout":{"elapsed":"P7D"}}`),
				Want: "done timeout"},
			{Note: "it must be said what is waited for", Settings: json.RawMessage(`{"timeout":{"elapsed":"P7D"}}`), Problems: []string{"process.wait_one"}},
			{Note: "one thing at a time", Settings: json.RawMessage(`{"for":{"elapsed":"PT1H"},"until":"planned"}`), Problems: []string{"process.wait_one"}},
			{Note: "a title is no date", Settings: json.RawMessage(`{"until":"title"}`), Problems: []string{"process.until_no_date"}},
			{Note: "an unknown field", Settings: json.RawMessage(`{"until":"nope"}`), Problems: []string{"process.field_unknown"}},
		},
	}
}

// Trait says that a wait is left by its outcomes.
func (wait) Trait() Trait { return Trait{Exits: Outcomes} }

// WaitSettings are the settings of a wait: exactly one of For, Until and When.
type WaitSettings struct {
	For     calendar.Duration `json:"for,omitzero"`
	Until   string            `json:"until,omitempty"` // date or datetime field
	When    query.Condition   `json:"when,omitzero"`
	Timeout calendar.Duration `json:"timeout,omitzero"`
}

// Wait is a compiled wait.
type Wait struct {
	Settings WaitSettings
	When     *action.Condition
}

// Outcomes are done and, with a limit, timeout.
func (n Wait) Outcomes() []string {
	if n.Settings.Timeout.IsZero() {
		return []string{Done}
	}
	return []string{Done, Timeout}
}

// Enter stays.
func (Wait) Enter(v Visit) { v.Rest() }

// Compile checks that one thing is waited for, and the field or condition.
func (t wait) Compile(settings json.RawMessage, scope *Scope) (Node, problem.List) {
	faults := action.ConditionFaults(settings)
	if len(faults.Blocking()) > 0 {
		return nil, faults
	}
	s, bad := decode[WaitSettings](t.settings, settings)
	if len(bad) > 0 {
		return nil, bad
	}
	n := Wait{Settings: s}
	ways := 0
	if !s.For.IsZero() {
		ways++
	}
	if s.Until != "" {
		ways++
		faults = append(faults, checkDate(s.Until, scope)...)
	}
	if !s.When.IsZero() {
		ways++
		var more problem.List
		n.When, more = action.CompileCondition(s.When, scope.Action.Fields, scope.Action.Shape, false)
		faults = append(faults, more.Under("/when")...)
	}
	if ways != 1 {
		faults.Add("process.wait_one", "", "node", scope.Key)
	}
	return n, faults
}

func checkDate(field string, scope *Scope) (faults problem.List) {
	shape, known := scope.Action.Fields[field]
	switch {
	case !known || !scope.Field(field):
		faults.Add("process.field_unknown", "/until", "field", field)
	case shape.Kind != query.KindDate && shape.Kind != query.KindDatetime:
		faults.Add("process.until_no_date", "/until", "field", field)
	}
	return faults
}
