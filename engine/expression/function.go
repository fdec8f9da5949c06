package expression

import "sort"

// function is one function a person can call. accepts lists the kinds each argument may have (the last
// entry repeats); alike wants all arguments to be comparable with the first.
type function struct {
	signature string
	zh, en    string
	least     int
	most      int
	accepts   [][]Kind
	alike     bool
	result    func(args []operand) Type
	run       operation
}

// FunctionInfo describes a function for the builder's completion list and the manual.
type FunctionInfo struct {
	Name        string            `json:"name"`
	Signature   string            `json:"signature"`
	Description map[string]string `json:"description"` // by language
	Browser     bool              `json:"browser"`     // also evaluated in the browser
}

var functions = merge(valueFunctions, numberFunctions, textFunctions, dateFunctions)

func merge(tables ...map[string]*function) map[string]*function {
	all := map[string]*function{}
	for _, table := range tables {
		for name, f := range table {
			all[name] = f
		}
	}
	return all
}

func gives(t Type) func([]operand) Type { return func([]operand) Type { return t } }

// same gives the type of the first argument that has one.
func same(args []operand) Type {
	for _, a := range args {
		if a.open() {
			continue
		}
		if a.kind() == KindList {
			return a.elem()
		}
		return a.Type
	}
	return Any
}

// valueFunctions work on values of every kind.
var valueFunctions = map[string]*function{
	"empty": {
		signature: "empty(x)", least: 1, most: 1, accepts: [][]Kind{{KindAny}}, result: gives(Boolean),
		zh: "没有填写：空值、空文本、空列表", en: "Nothing there: no value, an empty text or an empty list",
		run: func(_ *machine, a []any) (any, error) { return isEmpty(a[0]), nil },
	},
	"len": {
		signature: "len(x)", least: 1, most: 1, accepts: [][]Kind{{KindString, KindList, KindMap}}, result: gives(Number),
		zh: "文本的字数或列表的项数，空值为 0", en: "Characters of a text or items of a list, 0 when empty",
		run: length,
	},
	"text": {
		signature: "text(x)", least: 1, most: 1,
		accepts: [][]Kind{{KindString, KindNumber, KindBoolean, KindDate, KindDateTime, KindList}}, result: gives(String),
		zh: "转成文本，空值为空文本，列表用逗号连接", en: "As text; empty gives an empty text, a list is joined by commas",
		run: func(m *machine, a []any) (any, error) { return m.text(a[0]) },
	},
	"min": {
		signature: "min(a, b, …)", least: 1, most: 16, alike: true, result: same,
		accepts: [][]Kind{{KindNumber, KindString, KindDate, KindDateTime, KindList}},
		zh:      "最小的一个，忽略空值；也可以给一个列表", en: "The smallest, ignoring empty values; also of one list",
		run: extreme("min", -1),
	},
	"max": {
		signature: "max(a, b, …)", least: 1, most: 16, alike: true, result: same,
		accepts: [][]Kind{{KindNumber, KindString, KindDate, KindDateTime, KindList}},
		zh:      "最大的一个，忽略空值；也可以给一个列表", en: "The largest, ignoring empty values; also of one list",
		run: extreme("max", 1),
	},
}

// loopAbout describes the loops, which the checker knows by name.
var loopAbout = []FunctionInfo{
	about("any", "any(list, condition)", "至少一项满足条件，如 any(items, .qty > 1)", "At least one item fits, e.g. any(items, .qty > 1)"),
	about("all", "all(list, condition)", "每一项都满足条件；空列表也算", "Every item fits; true for an empty list"),
	about("none", "none(list, condition)", "没有一项满足条件", "No item fits"),
	about("one", "one(list, condition)", "恰好一项满足条件", "Exactly one item fits"),
	about("count", "count(list, condition)", "满足条件的项数；不写条件则为总项数", "How many items fit; all of them without a condition"),
	about("sum", "sum(list, value)", "求和，如 sum(items, .qty * .price)，忽略空值", "Total, e.g. sum(items, .qty * .price), ignoring empty values"),
	about("map", "map(list, value)", "对每一项求值，得到新列表", "A list of one value for each item"),
	about("filter", "filter(list, condition)", "只保留满足条件的项", "The items that fit"),
}

func about(name, signature, zh, en string) FunctionInfo {
	return FunctionInfo{Name: name, Signature: signature, Description: map[string]string{"zh": zh, "en": en}, Browser: true}
}

// Functions lists every function a person can use, sorted by name. The slice is the caller's own.
func Functions() []FunctionInfo {
	out := append([]FunctionInfo(nil), loopAbout...)
	for name, f := range functions {
		out = append(out, about(name, f.signature, f.zh, f.en))
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

func isEmpty(v any) bool {
	switch t := v.(type) {
	case nil:
		return true
	case string:
		return t == ""
	case []any:
		return len(t) == 0
	case map[string]any:
		return len(t) == 0
	}
	return false
}

// extreme finds the smallest (sign -1) or largest (sign 1) argument, or element of a single list.
func extreme(name string, sign int) operation {
	return func(m *machine, a []any) (any, error) {
		if len(a) == 1 {
			switch t := a[0].(type) {
			case nil:
				return nil, nil
			case []any:
				a = t
			}
		}
		var best any
		for _, e := range a {
			if e = canonical(e); e == nil {
				continue
			}
			against := best
			if best == nil {
				against = e
			}
			c, err := m.compare(name, e, against)
			if err != nil {
				return nil, err
			}
			if best == nil || c == sign {
				best = e
			}
		}
		return best, m.charge(len(a))
	}
}
