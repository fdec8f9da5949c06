package access

import "huiyin/engine/query"

// Nobody is a condition no record meets: every record has an id.
var Nobody = query.Condition{Field: "_id", Op: "empty"}

// Scope returns the rows of form on which who may do action, as a store filter over record documents.
// Condition scopes name fields; they are moved to the document path "data.<field>".
func (p *Policy) Scope(who Principal, action, form string) query.Condition {
	if who.Admin {
		return query.Condition{}
	}
	var any []query.Condition
	for _, key := range who.Roles {
		perm, ok := p.permission(key, form)
		if !ok || !contains(perm.Actions, action) {
			continue
		}
		switch perm.Scope {
		case "all":
			return query.Condition{}
		case "department":
			any = append(any, ownRows(who), departments(who.Department))
		case "subtree":
			any = append(any, ownRows(who), departments(append([]string{who.Department}, who.Subtree...)...))
		case "condition":
			any = append(any, Stored(perm.Condition))
		default:
			any = append(any, ownRows(who))
		}
	}
	if len(any) == 0 {
		return Nobody
	}
	return query.Condition{Any: any}
}

func ownRows(who Principal) query.Condition {
	eq := func(path string) query.Condition { return query.Condition{Field: path, Op: "eq", Value: who.ID} }
	return query.Condition{Any: []query.Condition{
		eq("people.submitter"), eq("people.owner"),
		{Field: "people.participants", Op: "has", Value: who.ID},
	}}
}

func departments(keys ...string) query.Condition {
	var list []any
	for _, k := range keys {
		if k != "" {
			list = append(list, k)
		}
	}
	if len(list) == 0 {
		return Nobody
	}
	return query.Condition{Field: "people.department", Op: "in", Value: list}
}
