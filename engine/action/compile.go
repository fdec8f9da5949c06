package action

import (
	"sync"
	"time"

	"huiyin/engine/calendar"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

// CompiledUse is an action ready to run. It never changes and may be used by many goroutines.
type CompiledUse struct {
	Use    Use
	Runner Runner
	cond   *Condition
}

// Compile checks a list of actions against what scope offers and makes them runnable, in order. Problems, all at
// once, point into the list ("/2/settings/fields/title"): action.key_repeated, action.type_unknown, the schema.*
// codes for settings of the wrong structure, condition.* and expression.* codes, and each type's own.
// With a blocking problem the result holds the sound actions only and must not be run.
func Compile(uses []Use, scope *Scope) ([]CompiledUse, problem.List) {
	var faults problem.List
	out := make([]CompiledUse, 0, len(uses))
	seen := map[string]bool{}
	for i, use := range uses {
		at := problem.Pointer(i)
		if seen[use.Key] {
			faults.Add("action.key_repeated", at+"/key", "key", use.Key)
		}
		seen[use.Key] = true
		compiled, bad := compileUse(use, scope)
		faults = append(faults, bad.Under(at)...)
		if len(bad.Blocking()) == 0 {
			out = append(out, compiled)
		}
	}
	return out, faults
}

func compileUse(use Use, scope *Scope) (CompiledUse, problem.List) {
	unit, known := Types.Get(use.Do)
	if !known {
		return CompiledUse{}, problem.List{problem.New("action.type_unknown", "/do", "type", use.Do, "known", Types.IDs())}
	}
	cond, faults := CompileCondition(use.If, scope.Fields, scope.Shape, true)
	faults = faults.Under("/if")
	settings := use.Settings
	if len(settings) == 0 {
		settings = []byte("{}")
	}
	if bad := structure(unit, settings); len(bad) > 0 {
		return CompiledUse{}, append(faults, bad.Under("/settings")...)
	}
	runner, bad := unit.Compile(settings, scope)
	faults = append(faults, bad.Under("/settings")...)
	return CompiledUse{Use: use, Runner: runner, cond: cond}, faults
}

// schemas keeps the compiled settings schema of each type; types are few and never change.
var schemas sync.Map

// structure checks settings against the schema the type publishes, so that inspector and engine never differ.
func structure(unit Type, settings []byte) problem.List {
	doc, faults := schema.Decode(settings, schema.Limit{Bytes: 1 << 20, Depth: 32})
	if len(faults) > 0 {
		return faults
	}
	info := unit.Info()
	compiled, ok := schemas.Load(info.ID)
	if !ok {
		compiled, _ = schemas.LoadOrStore(info.ID, schema.MustCompile(info.ID, info.Settings))
	}
	if faults = compiled.(*schema.Schema).Validate(doc); len(faults) > 0 {
		return faults
	}
	conditionsIn(doc, "", &faults)
	return faults
}

// Run plans the action when its condition holds. held is false when it does not hold; nothing is planned then.
// c.Source.Action is set to the action's key. An error is for the trace: the condition or the plan failed.
func (u CompiledUse) Run(c *Context) (result Result, held bool, err error) {
	held, err = u.cond.At(c.Now, c.Zone).Holds(c.Get, c.before, c.Env)
	if err != nil || !held {
		return Result{}, false, err
	}
	own := *c
	own.Source.Action = u.Use.Key
	result, err = u.Runner.Plan(&own)
	return result, true, err
}

// Before reports whether the action concerns the record itself and is applied inside the decision. The others
// leave the record: they are effects, and run best when the record has its final values.
func (u CompiledUse) Before() bool {
	after, ok := u.Runner.(interface{ leaves() bool })
	return !ok || !after.leaves()
}

// Condition returns what the action waits for; nil always holds.
func (u CompiledUse) Condition() *Condition { return u.cond }

func (c *Context) before(path string) any {
	if c.Before != nil {
		return c.Before(path)
	}
	return c.Old[path]
}

func (c *Context) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

func (c *Context) calendar() *calendar.Calendar {
	if c.Calendar == nil {
		return calendar.Always(c.zone())
	}
	return c.Calendar
}
