package field

import (
	_ "embed"
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "address", Label: definition.Text{"zh": "地址", "en": "Address in China"}, Group: "contact",
		Help: definition.Text{"zh": "省、市从列表选，区县和详细地址自己填写", "en": "Province and city from a list, district and street as people write them"},
		Settings: settings(`
			"until":{"enum":["province","city","district","detail"],"default":"detail","x-title":{"zh":"必须填到哪一级","en":"How far it must be filled in"}}`),
		Examples: []catalog.Example{
			{Note: "in parts, short names too", In: map[string]any{"province": "广东", "city": "深圳", "district": "南山区", "detail": " 科技园 1 号"},
				Want: map[string]any{"province": "广东省", "city": "深圳市", "district": "南山区", "detail": "科技园 1 号"}},
			{Note: "in one line", In: "浙江省杭州市西湖区文三路 90 号", Want: map[string]any{"province": "浙江省", "city": "杭州市", "district": "西湖区", "detail": "文三路 90 号"}},
			{Note: "a city that is its own province", In: "上海市徐汇区漕溪北路 1 号", Want: map[string]any{"province": "上海市", "city": "上海市", "district": "徐汇区", "detail": "漕溪北路 1 号"}},
			{Note: "only a city is wanted", Settings: []byte(`{"until":"city"}`), In: "四川/成都", Want: map[string]any{"province": "四川省", "city": "成都市"}},
			{Note: "a city of another province", In: map[string]any{"province": "广东省", "city": "杭州市", "district": "x", "detail": "y"}, Problems: []string{"form.address.city"}},
			{Note: "no such province", In: map[string]any{"province": "江南省"}, Problems: []string{"form.address.province"}},
			{Note: "every part that is missing is named", In: map[string]any{"province": "广东省"}, Problems: []string{"form.address.incomplete", "form.address.incomplete", "form.address.incomplete"}},
			{Note: "a part of which nothing can be seen", In: map[string]any{"province": "广东省", "city": "深圳市", "district": "南山区", "detail": "\u3164"}, Problems: []string{"form.address.incomplete"}},
			{Note: "not an address", In: 7.0, Problems: []string{"form.address.invalid"}},
		},
	}, func(s addressSettings, _ Scope) (Value, problem.List) {
		if s.Until == "" {
			s.Until = "detail"
		}
		return addressValue{s}, nil
	})
}

type addressSettings struct {
	Until string `json:"until"`
}

// addressValue is {province, city, district, detail}. Province and city are of the list below; there are some three
// thousand districts, which are renamed every year, so that they are free text.
type addressValue struct{ addressSettings }

// addressParts are the parts of an address, largest first, and the most characters of the free ones.
var (
	addressParts = []string{"province", "city", "district", "detail"}
	addressLimit = map[string]int{"district": 40, "detail": 200}
)

//go:embed address_cn.json
var addressSource []byte

// provinces are the provincial and prefectural divisions of GB/T 2260, in its order, with those counties and cities that
// stand directly below a province.
var provinces = readProvinces(addressSource)

type province struct {
	name   string
	cities []string
}

func readProvinces(raw []byte) []province {
	var rows [][2]json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil {
		panic("field: address_cn.json: " + err.Error()) // it is part of the program
	}
	out := make([]province, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal(row[0], &out[i].name); err != nil {
			panic("field: address_cn.json: " + err.Error())
		}
		if err := json.Unmarshal(row[1], &out[i].cities); err != nil {
			panic("field: address_cn.json: " + err.Error())
		}
	}
	return out
}

// short is a division without the word for what it is: 广东, 广西, 深圳, 恩施.
func short(name string) string {
	for _, end := range []string{"特别行政区", "自治区", "自治州", "地区", "林区", "省", "市", "盟", "县"} {
		if rest, ok := strings.CutSuffix(name, end); ok && utf8.RuneCountInString(rest) > 1 {
			return peoples.ReplaceAllString(rest, "")
		}
	}
	return name
}

// peoples are the names of peoples in the names of autonomous places.
var peoples = regexp.MustCompile(`(壮族|回族|维吾尔|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|傣族|白族|景颇族|傈僳族|蒙古族|蒙古|朝鲜族|柯尔克孜|哈萨克|黎族)+$`)

func division(names []string, s string) string {
	for _, name := range names {
		if s == name || s == short(name) {
			return name
		}
	}
	return ""
}

// region finds a province, with its cities.
func region(s string) (province, bool) {
	for _, p := range provinces {
		if s == p.name || s == short(p.name) {
			return p, true
		}
	}
	return province{}, false
}

var districtText = regexp.MustCompile(`^\s*(\p{Han}{1,12}?(?:自治县|自治旗|新区|区|县|市|旗))(.*)$`)

// line takes an address apart that was written in one line.
func line(s string) map[string]any {
	first, _, divided := strings.Cut(s, "/")
	if _, known := region(strings.TrimSpace(first)); divided && (known || first == "") {
		out := map[string]any{}
		for i, part := range strings.SplitN(s, "/", len(addressParts)) {
			out[addressParts[i]] = part
		}
		return out
	}
	out := map[string]any{}
	for _, p := range provinces {
		rest, ok := cutPlace(s, p.name)
		if !ok {
			continue
		}
		out["province"], out["detail"] = p.name, rest
		if city, below := cityIn(p, rest); city != "" {
			out["city"], rest = city, below
		}
		if len(p.cities) == 1 {
			out["city"] = p.cities[0]
		}
		out["detail"] = rest
		if m := districtText.FindStringSubmatch(rest); m != nil && out["city"] != nil {
			out["district"], out["detail"] = m[1], m[2]
		}
		return out
	}
	out["detail"] = s
	return out
}

// cityIn finds the city a text starts with, by its full name before any short one: 嘉义县 is not 嘉义市.
func cityIn(p province, s string) (city, rest string) {
	for _, city := range p.cities {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(s), city); ok {
			return city, rest
		}
	}
	for _, city := range p.cities {
		if rest, ok := cutPlace(s, city); ok {
			return city, rest
		}
	}
	return "", s
}

func cutPlace(s, name string) (string, bool) {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, name); ok {
		return rest, true
	}
	return strings.CutPrefix(s, short(name))
}

func (v addressValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	parts, ok := raw.(map[string]any)
	if s, text := raw.(string); text {
		parts, ok = line(strings.TrimSpace(cleaned(s, false))), true
	}
	if !ok {
		return nil, problem.List{problem.New("form.address.invalid", "")}
	}
	out := map[string]any{}
	var faults problem.List
	for _, part := range addressParts {
		s, text := parts[part].(string)
		if parts[part] != nil && !text {
			return nil, problem.List{problem.New("form.address.invalid", "")}
		}
		if s = said(s, false); s == "" {
			continue
		}
		out[part] = s
		if most := addressLimit[part]; most > 0 && utf8.RuneCountInString(s) > most {
			faults.Add("form.text.too_long", "/"+part, "max", most, "actual", utf8.RuneCountInString(s))
		}
	}
	if len(out) == 0 {
		return nil, faults
	}
	if faults = append(faults, v.placed(out)...); len(faults) > 0 {
		return nil, faults
	}
	return out, nil
}

// placed brings province and city into their full names, and reports those that are none and the parts that are missing.
func (v addressValue) placed(out map[string]any) problem.List {
	var faults problem.List
	p, known := region(text(out["province"]))
	switch city := text(out["city"]); {
	case out["province"] != nil && !known:
		faults.Add("form.address.province", "/province", "value", out["province"])
		return faults
	case !known && city != "":
		faults.Add("form.address.incomplete", "/province")
	case city != "":
		name := division(p.cities, city)
		if name == "" {
			faults.Add("form.address.city", "/city", "value", city, "province", p.name)
		}
		out["province"], out["city"] = p.name, name
	case known:
		out["province"] = p.name
	}
	for _, part := range addressParts {
		if out[part] == nil && !(part == "province" && len(faults) > 0) {
			faults.Add("form.address.incomplete", "/"+part)
		}
		if part == v.Until {
			break
		}
	}
	return faults
}

// text is v when it is a text, else "".
func text(v any) string {
	s, _ := v.(string)
	return s
}

func (v addressValue) Schema(string) map[string]any {
	properties := map[string]any{}
	for _, part := range addressParts {
		properties[part] = map[string]any{"type": "string", "minLength": 1, "maxLength": max(addressLimit[part], 40)}
	}
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1}
}

func (v addressValue) Shape() (expression.Type, query.FieldShape) {
	parts := map[string]expression.Type{}
	for _, part := range addressParts {
		parts[part] = expression.String
	}
	return expression.MapOf(parts), query.FieldShape{Kind: query.KindObject}
}

func (v addressValue) Paths() map[string]query.FieldShape {
	out := map[string]query.FieldShape{}
	for _, part := range addressParts {
		out[part] = query.FieldShape{Kind: query.KindText}
	}
	return out
}

// Show hands the divisions to the renderer, so that there is one list of them.
func (v addressValue) Show(string) map[string]any {
	regions := make([]any, len(provinces))
	for i, p := range provinces {
		regions[i] = []any{p.name, p.cities}
	}
	return map[string]any{"until": v.Until, "regions": regions}
}

// Text is written as the post wants it: from the large to the small, without repeating a city that is its own province.
func (v addressValue) Text(value any, _ string, _ Names) string {
	object, _ := value.(map[string]any)
	var b strings.Builder
	for i, part := range addressParts {
		if s := text(object[part]); i == 0 || s != text(object[addressParts[i-1]]) {
			b.WriteString(s)
		}
	}
	return b.String()
}

func (v addressValue) Cell(value any, _ string) string {
	object, _ := value.(map[string]any)
	parts := make([]string, len(addressParts))
	for i, part := range addressParts {
		parts[i] = text(object[part])
	}
	return strings.TrimRight(strings.Join(parts, "/"), "/")
}

// Mask keeps province and city.
func (v addressValue) Mask(value any) any {
	object, _ := value.(map[string]any)
	return v.Text(map[string]any{"province": object["province"], "city": object["city"]}, "", nil) + covered
}
