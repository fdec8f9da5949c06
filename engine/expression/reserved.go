package expression

// words are the operators, literals and system names no field may be called.
var words = map[string]bool{
	"and": true, "or": true, "not": true, "in": true, "contains": true, "startsWith": true, "endsWith": true,
	"matches": true, "let": true, "if": true, "else": true, "true": true, "false": true, "nil": true, "null": true,
	"record": true, "old": true, "user": true, "now": true, "today": true, "group": true, "agg": true,
	"decision": true, "actions": true, "event": true, "task": true, "process": true, "input": true, "app": true,
}

// Reserved reports whether a field of this key would hide, or be hidden by, an operator word, a function
// or a system name.
func Reserved(name string) bool {
	if words[name] || functions[name] != nil {
		return true
	}
	_, ok := loops[name]
	return ok
}
