package action

import (
	"slices"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// ownField marks, in the condition of a lookup, a value that is read from this record: {"field": "$.shift"}.
const ownField = "$."

// whoCodes are the names of people around a record, with the sentence each is called by.
var whoCodes = map[string]string{
	"owner": "action.who.owner", "submitter": "action.who.submitter", "followers": "action.who.followers",
	"participants": "action.who.participants", "working": "action.who.working", "actor": "action.who.actor",
	"previous_owner": "action.who.previous_owner", "teller": "action.who.teller",
}

// CompilePeople checks a people rule against scope and returns it with its conditions compiled; Resolve needs that
// for conditions with expressions. owner forbids rules that may yield nobody. Problems point into the rule:
// action.people_by_unknown, action.people_field_unknown, action.people_who_unknown, action.role_unknown,
// action.form_unknown, action.people_user_missing, action.pick_unknown, action.people_rule_unknown,
// action.people_cycle, action.people_owner_skip, action.people_nobody, condition.* and expression.*.
func CompilePeople(rule PeopleRule, scope *Scope, owner bool) (PeopleRule, problem.List) {
	var faults problem.List
	out := rule
	out.Find = make([]Find, len(rule.Find))
	for i, f := range rule.Find {
		compiled, bad := compileFind(f, scope)
		out.Find[i] = compiled
		faults = append(faults, bad.Under(problem.Pointer("find", i))...)
	}
	if len(rule.Find) == 0 && rule.Empty == (Empty{}) {
		faults.Add("action.people_nobody", "/find")
	}
	return out, append(faults, checkEmpty(rule.Empty, scope, owner).Under("/empty")...)
}

func checkEmpty(e Empty, scope *Scope, owner bool) problem.List {
	var faults problem.List
	if owner && e.Skip {
		faults.Add("action.people_owner_skip", "/skip")
	}
	if e.Role != "" && !scope.Has("role", e.Role) {
		faults.Add("action.role_unknown", "/role", "role", e.Role)
	}
	seen := map[string]bool{}
	for next := e.Rule; next != ""; {
		rule, known := scope.people(next)
		if !known {
			faults.Add("action.people_rule_unknown", "/rule", "rule", next)
			break
		}
		if seen[next] {
			faults.Add("action.people_cycle", "/rule", "rule", e.Rule)
			break
		}
		if seen[next] = true; owner && rule.Empty.Skip {
			faults.Add("action.people_owner_skip", "/rule", "rule", next)
		}
		next = rule.Empty.Rule
	}
	return faults
}

func (s *Scope) people(name string) (PeopleRule, bool) {
	if s.People == nil {
		return PeopleRule{}, false
	}
	return s.People(name)
}

func compileFind(f Find, scope *Scope) (Find, problem.List) {
	when, faults := CompileCondition(f.When, scope.Fields, scope.Shape, true)
	faults = faults.Under("/when")
	f.when = when
	if !slices.Contains([]string{"", pickAll, pickFirst, roundRobin, leastLoaded, pickOnly}, f.Pick) {
		faults.Add("action.pick_unknown", "/pick", "pick", f.Pick)
	}
	switch f.By {
	case "field":
		faults = append(faults, scope.holdsPeople(f.Field)...)
	case "who":
		faults = append(faults, knownWho(f.Who)...)
	case "user":
		if f.User == "" {
			faults.Add("action.people_user_missing", "/user")
		}
	case "role":
		if !scope.Has("role", f.Role) {
			faults.Add("action.role_unknown", "/role", "role", f.Role)
		}
	case "lookup":
		bad := compileLookup(&f, scope)
		faults = append(faults, bad...)
	case "department_head":
		if f.Who != "" {
			faults = append(faults, knownWho(f.Who)...)
		} else {
			faults = append(faults, scope.holdsPeople(f.Field)...)
		}
	default:
		faults.Add("action.people_by_unknown", "/by", "by", f.By)
	}
	return f, faults
}

func knownWho(who string) problem.List {
	if _, known := whoCodes[who]; known {
		return nil
	}
	return problem.List{problem.New("action.people_who_unknown", "/who", "who", who, "known", sortedKeys(whoCodes))}
}

// holdsPeople checks that a name exists and can hold ids.
func (s *Scope) holdsPeople(field string) problem.List {
	return holdsIDs(s.Fields, field)
}

func holdsIDs(fields map[string]query.FieldShape, field string) problem.List {
	shape, known := fields[field]
	if !known || (shape.Kind != "" && shape.Kind != query.KindReference && shape.Kind != query.KindText) {
		return problem.List{problem.New("action.people_field_unknown", "/field", "field", field)}
	}
	return nil
}

// compileLookup checks the condition on the other form. It is sent to the store, which computes no expressions.
func compileLookup(f *Find, scope *Scope) problem.List {
	other := scope.conditions(f.Form)
	if other == nil {
		return problem.List{problem.New("action.form_unknown", "/form", "form", f.Form)}
	}
	faults := holdsIDs(other, f.Field)
	both := make(map[string]query.FieldShape, len(other)+len(scope.Fields))
	for name, shape := range other {
		both[name] = shape
	}
	for name, shape := range scope.Fields {
		both[ownField+name] = shape
	}
	f.kinds = other
	f.Where = f.Where.Map(func(leaf query.Condition) query.Condition {
		if kind := other[leaf.Field].Kind; leaf.Value == "today" && (kind == query.KindDate || kind == query.KindDatetime) {
			leaf.Value = map[string]any{"relative": "today"}
		}
		return leaf
	})
	faults = append(faults, f.Where.Check(both, false).Under("/where")...)
	eachLeaf(f.Where, "/where", func(leaf query.Condition, at string) {
		if leaf.Expr != "" {
			faults.Add("action.lookup_expression", at+"/expr")
		}
	})
	return faults
}

// peopleDefs are the $defs of settings that choose people.
const peopleDefs = `
	"condition":{"type":"object","x-editor":"condition"},
	"pick":{"enum":["all","first","round_robin","least_loaded","only"]},
	"find":{"type":"object","required":["by"],"additionalProperties":false,"x-editor":"people","properties":{
		"by":{"x-title":{"zh":"怎么找","en":"How to find them"},"enum":["field","who","user","role","lookup","department_head"]},
		"when":{"x-title":{"zh":"只在满足时","en":"Only when"},"$ref":"#/$defs/condition"},"field":{"x-title":{"zh":"人员字段","en":"Person field"},"type":"string"},
		"who":{"x-title":{"zh":"与本记录的关系","en":"Part in this record"},"enum":["owner","submitter","followers","participants","working","actor","previous_owner","teller"]},
		"user":{"x-title":{"zh":"指定的人","en":"This person"},"type":"string"},"role":{"x-title":{"zh":"角色","en":"Role"},"type":"string"},"pick":{"x-title":{"zh":"选谁","en":"Whom of them"},"$ref":"#/$defs/pick"},
		"form":{"x-title":{"zh":"查哪张表","en":"Form to look in"},"type":"string"},"where":{"x-title":{"zh":"查找条件","en":"Where"},"$ref":"#/$defs/condition"}}},
	"people":{"type":"object","required":["find"],"additionalProperties":false,"x-editor":"people","properties":{
		"find":{"x-title":{"zh":"依次尝试","en":"Ways, in order"},"type":"array","maxItems":20,"items":{"$ref":"#/$defs/find"}},
		"empty":{"x-title":{"zh":"找不到人时","en":"When nobody is found"},"type":"object","additionalProperties":false,"properties":{
			"rule":{"x-title":{"zh":"改用人员规则","en":"Use another people rule"},"type":"string"},"role":{"x-title":{"zh":"交给角色","en":"Give to a role"},"type":"string"},"skip":{"x-title":{"zh":"跳过","en":"Skip"},"type":"boolean"}}}}},
	"peopleOrRule":{"x-editor":"people","anyOf":[{"type":"string","minLength":1},{"$ref":"#/$defs/people"}]}`
