package httpapi

import (
	"cmp"
	"slices"
	"strings"

	"huiyin/engine/definition"
)

// profileWords are the parts of a person's profile, in words.
var profileWords = map[string][2]string{"name": {"姓名", "name"}, "login": {"登录账号", "login"}, "email": {"邮箱", "mail address"},
	"language": {"语言", "language"}, "department": {"部门", "department"}, "away": {"休假与代理", "absence and stand-in"},
	"+admin": {"设为管理员", "made an administrator"}, "-admin": {"不再是管理员", "no longer an administrator"}}

// changeWords reads what noteUser wrote: the login, then what was changed. Whose it was stands beside it.
func (a *API) changeWords(text, lang string) string {
	parts := strings.Fields(text)
	if len(parts) < 2 {
		return text
	}
	var out []string
	for _, part := range parts[1:] {
		out = append(out, a.changeWord(part, lang))
	}
	return strings.Join(out, words(lang, "、", ", "))
}

// changeWord is one change of a person: a part of the profile, or a role that was given or taken.
func (a *API) changeWord(part, lang string) string {
	if w, ok := profileWords[part]; ok {
		return words(lang, w[0], w[1])
	}
	sign, role := part[:1], part[1:]
	if app, key, ok := strings.Cut(role, "/"); ok {
		role = a.roleWord(app, key, lang)
	}
	switch sign {
	case "+":
		return words(lang, "添加角色「"+role+"」", "given the role “"+role+"”")
	case "-":
		return words(lang, "去掉角色「"+role+"」", "taken the role “"+role+"”")
	}
	return part
}

// roleWord is what people call a role; one that is gone keeps its key.
func (a *API) roleWord(app, key, lang string) string {
	found, ok := a.Apps.Get(app)
	if !ok {
		return key
	}
	roles := found.Definitions("role")
	i := slices.IndexFunc(roles, func(d definition.Definition) bool { return d.Key == key })
	if i < 0 {
		return key
	}
	return cmp.Or(roles[i].Title.In(lang), key)
}

// handedWords reads what noteUser wrote about work that was handed over: the login, how much, and who took how much.
func handedWords(text, lang string) string {
	_, rest, _ := strings.Cut(text, " ")
	moved, takers, ok := strings.Cut(rest, " → ")
	if !ok {
		return text
	}
	return words(lang, "交出 "+moved+" 条 → "+takers, moved+" handed over → "+takers)
}
