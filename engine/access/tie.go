package access

// tie is a way in which a record belongs to a person. Those that are own make it theirs for the scope "own".
type tie struct {
	name  string
	own   bool
	holds func(Principal, Subject) bool
}

var ties = []tie{
	{"submitter", true, func(who Principal, s Subject) bool { return who.ID != "" && s.Submitter == who.ID }},
	{"owner", true, func(who Principal, s Subject) bool { return who.ID != "" && s.Owner == who.ID }},
	{"participant", true, func(who Principal, s Subject) bool { return who.ID != "" && contains(s.Participants, who.ID) }},
	{"department", false, func(who Principal, s Subject) bool { return who.Department != "" && s.Department == who.Department }},
	{"subtree", false, func(who Principal, s Subject) bool { return s.Department != "" && contains(who.Subtree, s.Department) }},
}

// Ties names what ties a record to a person, for explanations: submitter, owner, participant, department (it is that of
// the owner too) and subtree (they head it, or one above).
func Ties(who Principal, s Subject) []string {
	var out []string
	for _, t := range ties {
		if t.holds(who, s) {
			out = append(out, t.name)
		}
	}
	return out
}

func own(who Principal, s Subject) bool {
	for _, t := range ties {
		if t.own && t.holds(who, s) {
			return true
		}
	}
	return false
}
