// The parts of the component library that the page uses. Each is imported from its own folder: the library's common
// entry would ship all of it.
import { ElBadge } from 'element-plus/es/components/badge/index';
import { ElButton } from 'element-plus/es/components/button/index';
import { ElCheckbox } from 'element-plus/es/components/checkbox/index';
import { ElConfigProvider } from 'element-plus/es/components/config-provider/index';
import { ElDatePicker } from 'element-plus/es/components/date-picker/index';
import { ElDialog } from 'element-plus/es/components/dialog/index';
import { ElDropdown, ElDropdownItem, ElDropdownMenu } from 'element-plus/es/components/dropdown/index';
import { ElEmpty } from 'element-plus/es/components/empty/index';
import { ElIcon } from 'element-plus/es/components/icon/index';
import { ElInput } from 'element-plus/es/components/input/index';
import { ElRadio, ElRadioGroup } from 'element-plus/es/components/radio/index';
import { ElOption, ElSelect } from 'element-plus/es/components/select/index';
import { ElSkeleton } from 'element-plus/es/components/skeleton/index';
import { ElTreeSelect } from 'element-plus/es/components/tree-select/index';
import 'element-plus/es/components/badge/style/css';
import 'element-plus/es/components/button/style/css';
import 'element-plus/es/components/checkbox/style/css';
import 'element-plus/es/components/config-provider/style/css';
import 'element-plus/es/components/date-picker/style/css';
import 'element-plus/es/components/dialog/style/css';
import 'element-plus/es/components/dropdown-item/style/css';
import 'element-plus/es/components/dropdown-menu/style/css';
import 'element-plus/es/components/dropdown/style/css';
import 'element-plus/es/components/empty/style/css';
import 'element-plus/es/components/icon/style/css';
import 'element-plus/es/components/input/style/css';
import 'element-plus/es/components/message/style/css';
import 'element-plus/es/components/option/style/css';
import 'element-plus/es/components/radio-group/style/css';
import 'element-plus/es/components/radio/style/css';
import 'element-plus/es/components/select/style/css';
import 'element-plus/es/components/skeleton/style/css';
import 'element-plus/es/components/tree-select/style/css';
import type { App } from 'vue';

const parts = [
  ElBadge,
  ElButton,
  ElCheckbox,
  ElConfigProvider,
  ElDatePicker,
  ElDialog,
  ElDropdown,
  ElDropdownItem,
  ElDropdownMenu,
  ElEmpty,
  ElIcon,
  ElInput,
  ElOption,
  ElRadio,
  ElRadioGroup,
  ElSelect,
  ElSkeleton,
  ElTreeSelect,
];

export function installUi(app: App) {
  for (const part of parts) app.use(part);
}
