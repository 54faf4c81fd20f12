<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>SAMuraiVision</name>
    <message>
        <source>Folders and disk</source>
        <extracomment>core/doctor/examination.py</extracomment>
        <translation>文件夹与磁盘</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <extracomment>core/doctor/examination.py core/doctor/graphics.py</extracomment>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Installation</source>
        <extracomment>core/doctor/examination.py core/doctor/machine.py</extracomment>
        <translation>安装</translation>
    </message>
    <message>
        <source>Memory</source>
        <extracomment>core/doctor/examination.py core/doctor/machine.py desktop/dialogs/models.py desktop/training/run_view.py desktop/window/status_bar.py</extracomment>
        <translation>内存</translation>
    </message>
    <message>
        <source>Models</source>
        <extracomment>core/doctor/examination.py core/doctor/models.py desktop/dialogs/models.py</extracomment>
        <translation>模型</translation>
    </message>
    <message>
        <source>Processor</source>
        <extracomment>core/doctor/examination.py core/doctor/machine.py</extracomment>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Screen and Qt</source>
        <extracomment>core/doctor/examination.py</extracomment>
        <translation>屏幕与 Qt</translation>
    </message>
    <message>
        <source>Set the program up again; if that does not help send the report.</source>
        <extracomment>core/doctor/examination.py</extracomment>
        <translation>请重新安装程序；如仍无效，请发送报告。</translation>
    </message>
    <message>
        <source>Video</source>
        <extracomment>core/doctor/examination.py core/doctor/video.py</extracomment>
        <translation>视频</translation>
    </message>
    <message>
        <source>it could not be looked at: {name}: {error}</source>
        <extracomment>core/doctor/examination.py</extracomment>
        <translation>无法检查：{name}：{error}</translation>
    </message>
    <message>
        <source>Apple GPU, {precision}, PyTorch {version}</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>Apple GPU，{precision}，PyTorch {version}</translation>
    </message>
    <message>
        <source>Choose Model &gt; Device &gt; CPU, and have the card looked at.</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>请选择“模型 &gt; 设备 &gt; CPU”，并检查显卡。</translation>
    </message>
    <message>
        <source>Close other programs that use the card, or choose a smaller model.</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>请关闭使用显卡的其他程序，或选择较小的模型。</translation>
    </message>
    <message>
        <source>NVIDIA driver {version}</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>NVIDIA 驱动 {version}</translation>
    </message>
    <message>
        <source>NVIDIA driver {version}, CUDA {cuda}</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>NVIDIA 驱动 {version}，CUDA {cuda}</translation>
    </message>
    <message>
        <source>Restart the computer; if that does not help install the NVIDIA driver again: {page}</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>请重启电脑；如仍无效，请重新安装 NVIDIA 驱动：{page}</translation>
    </message>
    <message>
        <source>The model runs on the processor. For the card install the version for NVIDIA, or, from source, delete .venv and start python3 run.py again.</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>模型在处理器上运行。要使用显卡，请安装 NVIDIA 版本；如从源码运行，请删除 .venv 并重新运行 python3 run.py。</translation>
    </message>
    <message>
        <source>This PyTorch ({version}) cannot use this card: update its driver ({page}), or choose Model &gt; Device &gt; CPU.</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>此 PyTorch（{version}）无法使用该显卡：请更新驱动（{page}），或选择“模型 &gt; 设备 &gt; CPU”。</translation>
    </message>
    <message>
        <source>Update the NVIDIA driver: {page}</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>请更新 NVIDIA 驱动：{page}</translation>
    </message>
    <message>
        <source>an NVIDIA driver that does not answer</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>有 NVIDIA 驱动但没有响应</translation>
    </message>
    <message>
        <source>none that computes; {device}, {precision}, PyTorch {version}</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>没有可计算的显卡；{device}，{precision}，PyTorch {version}</translation>
    </message>
    <message>
        <source>{card}, {free:.1f} of {total:.1f} GiB free, CUDA {cuda}</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>{card}，空闲 {free:.1f} / {total:.1f} GiB，CUDA {cuda}</translation>
    </message>
    <message>
        <source>{driver}, but PyTorch finds no card that works</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>{driver}，但 PyTorch 找不到可用的显卡</translation>
    </message>
    <message>
        <source>{driver}, but this PyTorch is built without CUDA</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>{driver}，但此 PyTorch 不含 CUDA</translation>
    </message>
    <message>
        <source>{driver}, but this PyTorch needs CUDA {built_for}</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>{driver}，但此 PyTorch 需要 CUDA {built_for}</translation>
    </message>
    <message>
        <source>{found}; it computes wrongly</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>{found}；计算结果错误</translation>
    </message>
    <message>
        <source>{found}; it does not compute: {reason}</source>
        <extracomment>core/doctor/graphics.py</extracomment>
        <translation>{found}；无法计算：{reason}</translation>
    </message>
    <message>
        <source>1 core</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>1 个核心</translation>
    </message>
    <message>
        <source>Close other programs, or make the frame cache smaller in the settings.</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>请关闭其他程序，或在设置中减小帧缓存。</translation>
    </message>
    <message>
        <source>Close what else computes, or set fewer threads in the settings.</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>请关闭其他正在计算的程序，或在设置中减少线程。</translation>
    </message>
    <message>
        <source>Disk</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Folders</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Give yourself the right to write there, or set SAMURAIVISION_HOME to another folder.</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>请给予自己写入权限，或将 SAMURAIVISION_HOME 设为其他文件夹。</translation>
    </message>
    <message>
        <source>Make room: projects grow with every mask, and converted videos and models need it.</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>请腾出空间：项目随掩码增多而变大，转换的视频和模型也需要空间。</translation>
    </message>
    <message>
        <source>More threads than cores make the model many times slower: set the threads back to automatic.</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>线程多于核心会使模型慢许多倍：请将线程恢复为自动。</translation>
    </message>
    <message>
        <source>Move the project to a folder that can be written.</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>请将项目移到可写入的文件夹。</translation>
    </message>
    <message>
        <source>Python {version} on {system}</source>
        <extracomment>core/doctor/machine.py desktop/dialogs/about.py</extracomment>
        <translation>{system} 上的 Python {version}</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>core/doctor/machine.py desktop/dialogs/settings.py</extracomment>
        <translation>设置</translation>
    </message>
    <message>
        <source>Start it with python3 run.py, which sets it up.</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>请用 python3 run.py 启动，它会完成安装。</translation>
    </message>
    <message>
        <source>That variable limits the model&apos;s threads; unset it unless it is meant.</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>该变量限制了模型的线程数；若非有意，请取消设置。</translation>
    </message>
    <message>
        <source>The folder for {name}, {path}, cannot be written: {why}.</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>{name} 的文件夹 {path} 无法写入：{why}。</translation>
    </message>
    <message>
        <source>a file is in the way</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>有文件占用了该名称</translation>
    </message>
    <message>
        <source>python3 run.py brings it in order.</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>运行 python3 run.py 可修复。</translation>
    </message>
    <message>
        <source>those for {names} can be written; models are in {models}</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>{names} 的文件夹可写入；模型在 {models}</translation>
    </message>
    <message>
        <source>{free:.1f} GiB free for {names}</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>{names} 所在磁盘空闲 {free:.1f} GiB</translation>
    </message>
    <message>
        <source>{free:.1f} of {total:.1f} GiB free</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>空闲 {free:.1f} / {total:.1f} GiB</translation>
    </message>
    <message>
        <source>{n} cores</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>{n} 个核心</translation>
    </message>
    <message>
        <source>{where}, installed as a program</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>{where}，作为程序安装</translation>
    </message>
    <message>
        <source>{where}; all {n} packages as they should be</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>{where}；全部 {n} 个软件包符合要求</translation>
    </message>
    <message>
        <source>{where}; not set up as a package</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>{where}；未作为软件包安装</translation>
    </message>
    <message>
        <source>{words}, but the settings ask for {threads} threads</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>{words}，但设置要求 {threads} 个线程</translation>
    </message>
    <message>
        <source>{words}, limited by {limits}</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>{words}，受 {limits} 限制</translation>
    </message>
    <message>
        <source>{words}, {busy:.0%} busy at the moment</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>{words}，目前占用 {busy:.0%}</translation>
    </message>
    <message>
        <source>Choose another one in the Model menu.</source>
        <extracomment>core/doctor/models.py</extracomment>
        <translation>请在“模型”菜单中选择其他模型。</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <extracomment>core/doctor/models.py core/doctor/screen.py</extracomment>
        <translation>请重新安装程序。</translation>
    </message>
    <message>
        <source>Remove it and download it again, under Model &gt; Manage Models.</source>
        <extracomment>core/doctor/models.py</extracomment>
        <translation>请在“模型 &gt; 管理模型”中移除并重新下载。</translation>
    </message>
    <message>
        <source>Remove it under Model &gt; Manage Models, or bring what it needs.</source>
        <extracomment>core/doctor/models.py</extracomment>
        <translation>请在“模型 &gt; 管理模型”中移除，或补上它所需的内容。</translation>
    </message>
    <message>
        <source>here and sound: {names}</source>
        <extracomment>core/doctor/models.py</extracomment>
        <translation>完好可用：{names}</translation>
    </message>
    <message>
        <source>the model in use, {name}, is not here</source>
        <extracomment>core/doctor/models.py</extracomment>
        <translation>所用的模型 {name} 不在这里</translation>
    </message>
    <message>
        <source>{name} is damaged</source>
        <extracomment>core/doctor/models.py</extracomment>
        <translation>{name} 已损坏</translation>
    </message>
    <message>
        <source>“{name}” cannot be used: {error}</source>
        <extracomment>core/doctor/models.py</extracomment>
        <translation>无法使用“{name}”：{error}</translation>
    </message>
    <message>
        <source>On Debian and Ubuntu install them with apt (python3 run.py does it by itself); elsewhere install the packages that hold them.</source>
        <extracomment>core/doctor/screen.py</extracomment>
        <translation>在 Debian 和 Ubuntu 上可用 apt 安装（python3 run.py 会自动安装）；其他系统请安装包含它们的软件包。</translation>
    </message>
    <message>
        <source>PySide6 is not installed</source>
        <extracomment>core/doctor/screen.py</extracomment>
        <translation>未安装 PySide6</translation>
    </message>
    <message>
        <source>Qt</source>
        <extracomment>core/doctor/screen.py</extracomment>
        <translation>Qt</translation>
    </message>
    <message>
        <source>Screen</source>
        <extracomment>core/doctor/screen.py desktop/dialogs/doctor.py</extracomment>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Set the program up again.</source>
        <extracomment>core/doctor/screen.py</extracomment>
        <translation>请重新安装程序。</translation>
    </message>
    <message>
        <source>The commands work without one; for the window use a desktop, or set DISPLAY.</source>
        <extracomment>core/doctor/screen.py</extracomment>
        <translation>没有屏幕时命令行仍可工作；要显示窗口请使用桌面环境，或设置 DISPLAY。</translation>
    </message>
    <message>
        <source>its plugin for this system, {plugin}, is missing</source>
        <extracomment>core/doctor/screen.py</extracomment>
        <translation>缺少用于此系统的插件 {plugin}</translation>
    </message>
    <message>
        <source>system libraries are missing: {names}</source>
        <extracomment>core/doctor/screen.py</extracomment>
        <translation>缺少系统库：{names}</translation>
    </message>
    <message>
        <source>there is none here</source>
        <extracomment>core/doctor/screen.py</extracomment>
        <translation>这里没有屏幕</translation>
    </message>
    <message>
        <source>Install the program again; from source: pip install --force-reinstall av</source>
        <extracomment>core/doctor/video.py</extracomment>
        <translation>请重新安装程序；如从源码运行：pip install --force-reinstall av</translation>
    </message>
    <message>
        <source>a short film could not be written and read: {error}</source>
        <extracomment>core/doctor/video.py</extracomment>
        <translation>无法写入并读回一段短片：{error}</translation>
    </message>
    <message>
        <source>a short film was written and read; PyAV {version}</source>
        <extracomment>core/doctor/video.py</extracomment>
        <translation>已写入并读回一段短片；PyAV {version}</translation>
    </message>
    <message>
        <source>codecs are missing: {names}</source>
        <extracomment>core/doctor/video.py</extracomment>
        <translation>缺少编解码器：{names}</translation>
    </message>
    <message>
        <source>{name} for writing</source>
        <extracomment>core/doctor/video.py</extracomment>
        <translation>{name}（写入）</translation>
    </message>
    <message>
        <source>{wrong} of {total} frames came back wrong from H.264</source>
        <extracomment>core/doctor/video.py</extracomment>
        <translation>H.264 的 {total} 帧中有 {wrong} 帧读回有误</translation>
    </message>
    <message>
        <source>Frame {frame} is outside the media{end}.</source>
        <extracomment>core/document/document.py</extracomment>
        <translation>第 {frame} 帧在媒体范围之外{end}。</translation>
    </message>
    <message>
        <source>There is no object {object} in this project.</source>
        <extracomment>core/document/document.py</extracomment>
        <translation>此项目中没有对象 {object}。</translation>
    </message>
    <message>
        <source>This mask is {width}×{height} pixels, but the media is {other_width}×{other_height}.</source>
        <extracomment>core/document/document.py</extracomment>
        <translation>此掩码为 {width}×{height} 像素，而媒体为 {other_width}×{other_height}。</translation>
    </message>
    <message>
        <source>An edit sets two masks for one object on one frame.</source>
        <extracomment>core/document/edits.py</extracomment>
        <translation>一次编辑在同一帧为同一对象设置了两个掩码。</translation>
    </message>
    <message>
        <source>An object cannot have the number {object} here.</source>
        <extracomment>core/document/edits.py</extracomment>
        <translation>对象在这里不能使用编号 {object}。</translation>
    </message>
    <message>
        <source>Object {object} has no mask on frame {frame}.</source>
        <extracomment>core/document/edits.py</extracomment>
        <translation>对象 {object} 在第 {frame} 帧没有掩码。</translation>
    </message>
    <message>
        <source>The box ({x0:g}, {y0:g}, {x1:g}, {y1:g}) is empty or outside the frame of {width}×{height} pixels.</source>
        <extracomment>core/document/edits.py</extracomment>
        <translation>框 ({x0:g}, {y0:g}, {x1:g}, {y1:g}) 为空或超出 {width}×{height} 像素的画面。</translation>
    </message>
    <message>
        <source>The click at ({x:g}, {y:g}) is outside the frame of {width}×{height} pixels.</source>
        <extracomment>core/document/edits.py</extracomment>
        <translation>点击 ({x:g}, {y:g}) 在 {width}×{height} 像素的画面之外。</translation>
    </message>
    <message>
        <source>The masks of this project are {width}×{height} pixels; they do not fit media of {other_width}×{other_height}.</source>
        <extracomment>core/document/edits.py</extracomment>
        <translation>此项目的掩码为 {width}×{height} 像素；与 {other_width}×{other_height} 的媒体不匹配。</translation>
    </message>
    <message>
        <source>This project has a mask on frame {last}; media of {frame_count} frames is too short for it.</source>
        <extracomment>core/document/edits.py</extracomment>
        <translation>此项目在第 {last} 帧有掩码；{frame_count} 帧的媒体太短。</translation>
    </message>
    <message>
        <source>The project file is damaged: a part of it cannot be read.</source>
        <extracomment>core/document/encoding.py</extracomment>
        <translation>项目文件已损坏：其中一部分无法读取。</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <extracomment>core/document/history.py</extracomment>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <extracomment>core/document/history.py</extracomment>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>“{run}” is still going on.</source>
        <extracomment>core/document/history.py</extracomment>
        <translation>“{run}”仍在进行。</translation>
    </message>
    <message>
        <source>“{run}” is still going on; stop it first.</source>
        <extracomment>core/document/history.py</extracomment>
        <translation>“{run}”仍在进行；请先停止。</translation>
    </message>
    <message>
        <source>“{step}” is still being undone or redone; wait a moment.</source>
        <extracomment>core/document/history.py</extracomment>
        <translation>“{step}”仍在撤销或重做；请稍候。</translation>
    </message>
    <message>
        <source>“{file}” cannot be opened for editing: its folder cannot be written ({reason}).</source>
        <extracomment>core/document/lock.py</extracomment>
        <translation>无法打开“{file}”进行编辑：其文件夹无法写入（{reason}）。</translation>
    </message>
    <message>
        <source>“{file}” is already open in another window{holder}; close it there first.</source>
        <extracomment>core/document/lock.py</extracomment>
        <translation>“{file}”已在另一个窗口中打开{holder}；请先在那里关闭。</translation>
    </message>
    <message>
        <source>“{name}” has changed since the project was made: the masks may not fit its pictures.</source>
        <extracomment>core/document/media_ref.py</extracomment>
        <translation>“{name}”在项目创建后有改动：掩码可能与画面不符。</translation>
    </message>
    <message>
        <source>“{name}” has changed: it has {now} frames, and had {before} when the project was made.</source>
        <extracomment>core/document/media_ref.py</extracomment>
        <translation>“{name}”有改动：现有 {now} 帧，而项目创建时为 {before} 帧。</translation>
    </message>
    <message>
        <source>“{name}” has changed: it is {width}×{height} pixels, and the masks of this project are {masks_width}×{masks_height}.</source>
        <extracomment>core/document/media_ref.py</extracomment>
        <translation>“{name}”有改动：现为 {width}×{height} 像素，而此项目的掩码为 {masks_width}×{masks_height}。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: it does not say its version.</source>
        <extracomment>core/document/migrations.py</extracomment>
        <translation>“{file}”已损坏：未注明版本。</translation>
    </message>
    <message>
        <source>“{file}” is not a project of this program.</source>
        <extracomment>core/document/migrations.py</extracomment>
        <translation>“{file}”不是此程序的项目。</translation>
    </message>
    <message>
        <source>“{file}” was made by a newer version of this program (format {version}, this one reads up to {newest}); update the program to open it.</source>
        <extracomment>core/document/migrations.py</extracomment>
        <translation>“{file}”由较新版本的程序创建（格式 {version}，此版本最高可读 {newest}）；请更新程序后再打开。</translation>
    </message>
    <message>
        <source>There is no folder “{folder}” to keep the project in.</source>
        <extracomment>core/document/store.py</extracomment>
        <translation>没有可存放项目的文件夹“{folder}”。</translation>
    </message>
    <message>
        <source>There is no project “{path}”.</source>
        <extracomment>core/document/store.py</extracomment>
        <translation>没有项目“{path}”。</translation>
    </message>
    <message>
        <source>“{file}” cannot be read: {reason}.</source>
        <extracomment>core/document/store.py core/formats/classes.py core/formats/importing.py</extracomment>
        <translation>无法读取“{file}”：{reason}。</translation>
    </message>
    <message>
        <source>“{file}” cannot be written: {reason}.</source>
        <extracomment>core/document/store.py</extracomment>
        <translation>无法写入“{file}”：{reason}。</translation>
    </message>
    <message>
        <source>“{file}” is a folder, not a project file.</source>
        <extracomment>core/document/store.py</extracomment>
        <translation>“{file}”是文件夹，不是项目文件。</translation>
    </message>
    <message>
        <source>“{file}” is there already; open it or choose another name.</source>
        <extracomment>core/document/store.py</extracomment>
        <translation>“{file}”已存在；请打开它或选择其他名称。</translation>
    </message>
    <message>
        <source>“{file}” is this project itself; choose another name for the copy.</source>
        <extracomment>core/document/store.py</extracomment>
        <translation>“{file}”就是此项目本身；请为副本选择其他名称。</translation>
    </message>
    <message>
        <source>The disk is full: the last change to “{name}” was not saved; free some space.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>磁盘已满：“{name}”的上一次更改未保存；请腾出空间。</translation>
    </message>
    <message>
        <source>“{name}” cannot be reached: its folder or drive is gone or may not be used.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>无法访问“{name}”：其文件夹或驱动器已不存在或不允许使用。</translation>
    </message>
    <message>
        <source>“{name}” cannot be written: the file or its folder is read-only.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>无法写入“{name}”：文件或其文件夹为只读。</translation>
    </message>
    <message>
        <source>“{name}” is being used by another program; close it there and try again.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>“{name}”正被其他程序使用；请在那里关闭后重试。</translation>
    </message>
    <message>
        <source>“{name}” is damaged: a mask cannot be read.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>“{name}”已损坏：无法读取一个掩码。</translation>
    </message>
    <message>
        <source>“{name}” is damaged: a part of the file is missing.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>“{name}”已损坏：文件缺少一部分。</translation>
    </message>
    <message>
        <source>“{name}” is damaged: {error}.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>“{name}”已损坏：{error}。</translation>
    </message>
    <message>
        <source>“{name}” is not a project of this program.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>“{name}”不是此程序的项目。</translation>
    </message>
    <message>
        <source>“{project}” is damaged: a mark {error} is unknown.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>“{project}”已损坏：未知标记 {error}。</translation>
    </message>
    <message>
        <source>“{project}” is damaged: a prompt cannot be read.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>“{project}”已损坏：无法读取一个提示。</translation>
    </message>
    <message>
        <source>“{project}” is damaged: a step of its history cannot be read.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>“{project}”已损坏：无法读取历史中的一步。</translation>
    </message>
    <message>
        <source>“{project}” is damaged: its {key} cannot be read.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>“{project}”已损坏：无法读取其 {key}。</translation>
    </message>
    <message>
        <source>“{project}” is no longer where it was opened (moved, deleted, or its drive is gone); save a copy elsewhere.</source>
        <extracomment>core/document/tables.py</extracomment>
        <translation>“{project}”已不在打开时的位置（被移动、删除，或驱动器已断开）；请在别处另存副本。</translation>
    </message>
    <message>
        <source>This machine has no device {wanted}; it has {device_count}.</source>
        <extracomment>core/engine/device.py</extracomment>
        <translation>此电脑没有设备 {wanted}；共有 {device_count} 个。</translation>
    </message>
    <message>
        <source>This machine has no usable {kind} device; choose “auto” or “cpu”.</source>
        <extracomment>core/engine/device.py</extracomment>
        <translation>此电脑没有可用的 {kind} 设备；请选择“auto”或“cpu”。</translation>
    </message>
    <message>
        <source>“{wanted}” is not a device; use one of {devices}.</source>
        <extracomment>core/engine/device.py</extracomment>
        <translation>“{wanted}”不是设备；请使用 {devices} 之一。</translation>
    </message>
    <message>
        <source>“{wanted}” is not a precision; use one of {precisions}.</source>
        <extracomment>core/engine/device.py</extracomment>
        <translation>“{wanted}”不是精度；请使用 {precisions} 之一。</translation>
    </message>
    <message>
        <source>The model cannot be saved in {folder}: {reason}.</source>
        <extracomment>core/engine/download.py</extracomment>
        <translation>无法将模型保存到 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The server did not give out “{spec}”: it answered {code} {reason}.</source>
        <extracomment>core/engine/download.py</extracomment>
        <translation>服务器未提供“{spec}”：返回 {code} {reason}。</translation>
    </message>
    <message>
        <source>There is not enough space for the model in {folder}.</source>
        <extracomment>core/engine/download.py</extracomment>
        <translation>{folder} 中没有足够的空间存放模型。</translation>
    </message>
    <message>
        <source>What was downloaded for “{spec}” is not the file that it should be; please try again.</source>
        <extracomment>core/engine/download.py</extracomment>
        <translation>为“{spec}”下载的内容不是应有的文件；请重试。</translation>
    </message>
    <message>
        <source>“{spec}” could not be downloaded: the server cannot be reached or the connection broke. Try again to go on from there.</source>
        <extracomment>core/engine/download.py</extracomment>
        <translation>无法下载“{spec}”：无法连接服务器或连接中断。重试可从中断处继续。</translation>
    </message>
    <message>
        <source>“{spec}” ships with the program; there is nothing to download.</source>
        <extracomment>core/engine/download.py</extracomment>
        <translation>“{spec}”随程序附带；无需下载。</translation>
    </message>
    <message>
        <source>“{url}” is not an address to download from.</source>
        <extracomment>core/engine/download.py</extracomment>
        <translation>“{url}”不是可下载的地址。</translation>
    </message>
    <message>
        <source>The built-in model “{spec}” is missing ({file}); reinstall the program.</source>
        <extracomment>core/engine/loader.py</extracomment>
        <translation>缺少内置模型“{spec}”（{file}）；请重新安装程序。</translation>
    </message>
    <message>
        <source>The configuration makes a {kind}, which is not a SAM 2 model.</source>
        <extracomment>core/engine/loader.py</extracomment>
        <translation>此配置生成的是 {kind}，不是 SAM 2 模型。</translation>
    </message>
    <message>
        <source>The model “{spec}” is not on this computer: fetch it under Model &gt; Manage Models, or with “samuraivision models download {spec}”.</source>
        <extracomment>core/engine/loader.py</extracomment>
        <translation>模型“{spec}”不在此电脑上：请在“模型 &gt; 管理模型”中下载，或使用“samuraivision models download {spec}”。</translation>
    </message>
    <message>
        <source>The weights of “{name}” do not fit its architecture: {missing} tensors are missing, {unknown} unknown, {misshapen} of another shape.</source>
        <extracomment>core/engine/loader.py</extracomment>
        <translation>“{name}”的权重与其结构不符：缺少 {missing} 个张量，{unknown} 个未知，{misshapen} 个形状不同。</translation>
    </message>
    <message>
        <source>{file_name} is a checkpoint of another model than {models}.</source>
        <extracomment>core/engine/loader.py</extracomment>
        <translation>{file_name} 是 {models} 以外模型的检查点。</translation>
    </message>
    <message>
        <source>{file} holds no model: a SAM 2 checkpoint has its tensors under “model”.</source>
        <extracomment>core/engine/loader.py</extracomment>
        <translation>{file} 不含模型：SAM 2 检查点的张量在“model”下。</translation>
    </message>
    <message>
        <source>{file} is damaged and cannot be read as a checkpoint.</source>
        <extracomment>core/engine/loader.py</extracomment>
        <translation>{file} 已损坏，无法作为检查点读取。</translation>
    </message>
    <message>
        <source>{file} is damaged and cannot be read as a model.</source>
        <extracomment>core/engine/loader.py core/engine/registry.py</extracomment>
        <translation>{file} 已损坏，无法作为模型读取。</translation>
    </message>
    <message>
        <source>{file} is not a plain checkpoint of tensors, so it is not opened.</source>
        <extracomment>core/engine/loader.py</extracomment>
        <translation>{file} 不是纯张量的检查点，因此不予打开。</translation>
    </message>
    <message>
        <source>{file} was not tuned from this version of “{base}”.</source>
        <extracomment>core/engine/loader.py</extracomment>
        <translation>{file} 不是从此版本的“{base}”微调而来。</translation>
    </message>
    <message>
        <source>{spec} is a file, not an architecture.</source>
        <extracomment>core/engine/loader.py</extracomment>
        <translation>{spec} 是文件，不是结构。</translation>
    </message>
    <message>
        <source>The prompt is empty: it has no click, no box and no mask.</source>
        <extracomment>core/engine/prompts.py</extracomment>
        <translation>提示为空：没有点击、框，也没有掩码。</translation>
    </message>
    <message>
        <source>The package sam2 is not installed; run the set-up again.</source>
        <extracomment>core/engine/registry.py</extracomment>
        <translation>未安装 sam2 软件包；请重新运行安装。</translation>
    </message>
    <message>
        <source>Begin with a point on the object or a box around it.</source>
        <extracomment>core/engine/segmenter.py</extracomment>
        <translation>请先在对象上点一个点，或在其周围画框。</translation>
    </message>
    <message>
        <source>There is another model {file} among the models; rename yours.</source>
        <extracomment>core/engine/shelf.py</extracomment>
        <translation>模型中已有另一个 {file}；请重命名你的模型。</translation>
    </message>
    <message>
        <source>There is no file “{file}”.</source>
        <extracomment>core/engine/shelf.py</extracomment>
        <translation>没有文件“{file}”。</translation>
    </message>
    <message>
        <source>built in</source>
        <extracomment>core/engine/shelf.py</extracomment>
        <translation>内置</translation>
    </message>
    <message>
        <source>downloaded</source>
        <extracomment>core/engine/shelf.py</extracomment>
        <translation>已下载</translation>
    </message>
    <message>
        <source>imported</source>
        <extracomment>core/engine/shelf.py desktop/dialogs/help.py desktop/timeline/legend.py</extracomment>
        <translation>已导入</translation>
    </message>
    <message>
        <source>in another folder</source>
        <extracomment>core/engine/shelf.py</extracomment>
        <translation>在其他文件夹</translation>
    </message>
    <message>
        <source>missing</source>
        <extracomment>core/engine/shelf.py desktop/window/model_menu.py</extracomment>
        <translation>缺失</translation>
    </message>
    <message>
        <source>not here</source>
        <extracomment>core/engine/shelf.py desktop/dialogs/model_card.py</extracomment>
        <translation>不在本机</translation>
    </message>
    <message>
        <source>partly downloaded</source>
        <extracomment>core/engine/shelf.py</extracomment>
        <translation>部分下载</translation>
    </message>
    <message>
        <source>tuned</source>
        <extracomment>core/engine/shelf.py</extracomment>
        <translation>微调</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <extracomment>core/engine/shelf.py desktop/keymap.py</extracomment>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} is not a model: a .pt or .safetensors file is needed.</source>
        <extracomment>core/engine/registry.py core/engine/shelf.py</extracomment>
        <translation>{file} 不是模型：需要 .pt 或 .safetensors 文件。</translation>
    </message>
    <message>
        <source>{file} is not the official {namesake}: it is damaged or changed. Fetch it again, or rename it if it is a model of your own.</source>
        <extracomment>core/engine/shelf.py</extracomment>
        <translation>{file} 不是官方的 {namesake}：已损坏或被改动。请重新下载；如果是你自己的模型，请重命名。</translation>
    </message>
    <message>
        <source>{name} cannot be removed: {reason}.</source>
        <extracomment>core/engine/shelf.py</extracomment>
        <translation>无法移除 {name}：{reason}。</translation>
    </message>
    <message>
        <source>{name} is in a folder of your own; it is not removed.</source>
        <extracomment>core/engine/shelf.py</extracomment>
        <translation>{name} 在你自己的文件夹中；不会移除。</translation>
    </message>
    <message>
        <source>{name} ships with the program; it is not removed.</source>
        <extracomment>core/engine/shelf.py</extracomment>
        <translation>{name} 随程序附带；不会移除。</translation>
    </message>
    <message>
        <source>There is no file “{path}” to read classes from.</source>
        <extracomment>core/formats/classes.py</extracomment>
        <translation>没有可读取类别的文件“{path}”。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: it is not YAML.</source>
        <extracomment>core/formats/classes.py core/formats/yolo.py</extracomment>
        <translation>“{file}”已损坏：不是 YAML。</translation>
    </message>
    <message>
        <source>“{file}” is no list of classes.</source>
        <extracomment>core/formats/classes.py</extracomment>
        <translation>“{file}”不是类别列表。</translation>
    </message>
    <message>
        <source>COCO (polygons)</source>
        <extracomment>core/formats/coco.py</extracomment>
        <translation>COCO（多边形）</translation>
    </message>
    <message>
        <source>COCO (run lengths)</source>
        <extracomment>core/formats/coco.py</extracomment>
        <translation>COCO（游程编码）</translation>
    </message>
    <message>
        <source>Outlines along the pixels&apos; edges: exact in pycocotools; other programs may move them by a pixel.</source>
        <extracomment>core/formats/coco.py</extracomment>
        <translation>沿像素边缘的轮廓：在 pycocotools 中精确；其他程序可能偏移一个像素。</translation>
    </message>
    <message>
        <source>“{file}” has {n} videos in it; a project has one.</source>
        <extracomment>core/formats/coco.py</extracomment>
        <translation>“{file}”中有 {n} 个视频；一个项目只有一个。</translation>
    </message>
    <message>
        <source>This export needs the media, which is not open.</source>
        <extracomment>core/formats/contract.py</extracomment>
        <translation>此导出需要媒体，但媒体未打开。</translation>
    </message>
    <message>
        <source>{title} can be exported but not imported.</source>
        <extracomment>core/formats/contract.py</extracomment>
        <translation>{title} 可以导出但不能导入。</translation>
    </message>
    <message>
        <source>Cut-out movie (ProRes 4444)</source>
        <extracomment>core/formats/cutout.py</extracomment>
        <translation>抠像视频（ProRes 4444）</translation>
    </message>
    <message>
        <source>Cut-outs (PNG with alpha)</source>
        <extracomment>core/formats/cutout.py</extracomment>
        <translation>抠像图片（带透明通道的 PNG）</translation>
    </message>
    <message>
        <source>Pictures to work with; the objects cannot be told apart in them, nor read back.</source>
        <extracomment>core/formats/cutout.py</extracomment>
        <translation>供后期使用的图片；其中无法区分各对象，也无法读回。</translation>
    </message>
    <message>
        <source>CVAT for video (XML)</source>
        <extracomment>core/formats/cvat.py</extracomment>
        <translation>CVAT for video（XML）</translation>
    </message>
    <message>
        <source>“{file}” is damaged: it is not XML.</source>
        <extracomment>core/formats/cvat.py</extracomment>
        <translation>“{file}”已损坏：不是 XML。</translation>
    </message>
    <message>
        <source>“{file}” is not a file of CVAT&apos;s annotations.</source>
        <extracomment>core/formats/cvat.py</extracomment>
        <translation>“{file}”不是 CVAT 标注文件。</translation>
    </message>
    <message>
        <source>DAVIS (palette PNG)</source>
        <extracomment>core/formats/davis.py</extracomment>
        <translation>DAVIS（调色板 PNG）</translation>
    </message>
    <message>
        <source>“{file}” has no PNG files in it.</source>
        <extracomment>core/formats/davis.py core/formats/png.py</extracomment>
        <translation>“{file}”中没有 PNG 文件。</translation>
    </message>
    <message>
        <source>“{file}” is not a folder of PNG files.</source>
        <extracomment>core/formats/davis.py core/formats/png.py</extracomment>
        <translation>“{file}”不是 PNG 文件夹。</translation>
    </message>
    <message>
        <source>“{file}” is {width}×{height} pixels and the first is {other_width}×{other_height}.</source>
        <extracomment>core/formats/davis.py</extracomment>
        <translation>“{file}”为 {width}×{height} 像素，而第一个为 {other_width}×{other_height}。</translation>
    </message>
    <message>
        <source>A project without media has nothing to export.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>没有媒体的项目无可导出。</translation>
    </message>
    <message>
        <source>Each pixel has one object: where objects overlap, the upper one has it.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>每个像素只属于一个对象：重叠处归靠上的对象。</translation>
    </message>
    <message>
        <source>Every {step}th frame cannot be exported; the step is 1 or more.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>无法每 {step} 帧导出；间隔须为 1 或更大。</translation>
    </message>
    <message>
        <source>Frames {start} to {stop} cannot be exported: the media has 0 to {last}.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>无法导出第 {start} 到 {stop} 帧：媒体为 0 到 {last}。</translation>
    </message>
    <message>
        <source>The disk is full: “{file}” was not exported; free some space.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>磁盘已满：未导出“{file}”；请腾出空间。</translation>
    </message>
    <message>
        <source>The media is {width}×{height} pixels and the masks are {other_width}×{other_height}.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>媒体为 {width}×{height} 像素，而掩码为 {other_width}×{other_height}。</translation>
    </message>
    <message>
        <source>There is no approved mask among these frames to export.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>这些帧中没有已通过的掩码可导出。</translation>
    </message>
    <message>
        <source>There is no key frame among these frames to export.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>这些帧中没有关键帧可导出。</translation>
    </message>
    <message>
        <source>There is no object to export.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>没有可导出的对象。</translation>
    </message>
    <message>
        <source>What was written as {kind} is not what was read back; check the disk.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>写出的 {kind} 与读回的不同；请检查磁盘。</translation>
    </message>
    <message>
        <source>{kind} holds {max_objects} objects; these are {n}.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>{kind} 最多容纳 {max_objects} 个对象；这里有 {n} 个。</translation>
    </message>
    <message>
        <source>{kind} needs the media, which is not open.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>{kind} 需要媒体，但媒体未打开。</translation>
    </message>
    <message>
        <source>“{file}” already has an export in it; replace it or choose a new folder.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>“{file}”中已有一次导出；请替换或选择新文件夹。</translation>
    </message>
    <message>
        <source>“{file}” already has other files in it; choose a new or empty folder.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>“{file}”中已有其他文件；请选择新文件夹或空文件夹。</translation>
    </message>
    <message>
        <source>“{file}” is a file; choose a folder for the export.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>“{file}”是文件；请为导出选择文件夹。</translation>
    </message>
    <message>
        <source>“{target}” cannot be written: {reason}.</source>
        <extracomment>core/formats/export.py</extracomment>
        <translation>无法写入“{target}”：{reason}。</translation>
    </message>
    <message>
        <source>There is a mask for frame {outside}, and the media has 0 to {last}.</source>
        <extracomment>core/formats/importing.py</extracomment>
        <translation>第 {outside} 帧有掩码，而媒体为 0 到 {last}。</translation>
    </message>
    <message>
        <source>There is no object to import.</source>
        <extracomment>core/formats/importing.py</extracomment>
        <translation>没有可导入的对象。</translation>
    </message>
    <message>
        <source>There is nothing at “{path}” to import.</source>
        <extracomment>core/formats/importing.py</extracomment>
        <translation>“{path}”处没有可导入的内容。</translation>
    </message>
    <message>
        <source>These masks are {width}×{height} pixels and the media is {other_width}×{other_height}.</source>
        <extracomment>core/formats/importing.py</extracomment>
        <translation>这些掩码为 {width}×{height} 像素，而媒体为 {other_width}×{other_height}。</translation>
    </message>
    <message>
        <source>LabelMe (polygons)</source>
        <extracomment>core/formats/labelme.py</extracomment>
        <translation>LabelMe（多边形）</translation>
    </message>
    <message>
        <source>Outlines: a hole is joined to the edge by a line, and pixels at edges may differ.</source>
        <extracomment>core/formats/labelme.py</extracomment>
        <translation>轮廓：孔洞用一条线连到边缘，边缘像素可能不同。</translation>
    </message>
    <message>
        <source>“{file}” has no LabelMe files in it.</source>
        <extracomment>core/formats/labelme.py</extracomment>
        <translation>“{file}”中没有 LabelMe 文件。</translation>
    </message>
    <message>
        <source>“{NAME}” cannot be read: {reason}.</source>
        <extracomment>core/formats/manifest.py</extracomment>
        <translation>无法读取“{NAME}”：{reason}。</translation>
    </message>
    <message>
        <source>“{NAME}” is damaged; delete it to import the masks without it.</source>
        <extracomment>core/formats/manifest.py</extracomment>
        <translation>“{NAME}”已损坏；删除它即可不用它而导入掩码。</translation>
    </message>
    <message>
        <source>“{file}” is damaged; delete it to import the masks without it.</source>
        <extracomment>core/formats/manifest.py</extracomment>
        <translation>“{file}”已损坏；删除它即可不用它而导入掩码。</translation>
    </message>
    <message>
        <source>MOTS (text and PNG)</source>
        <extracomment>core/formats/mots.py</extracomment>
        <translation>MOTS（文本和 PNG）</translation>
    </message>
    <message>
        <source>MOTS holds 63 classes; these are {n}.</source>
        <extracomment>core/formats/mots.py</extracomment>
        <translation>MOTS 最多 63 个类别；这里有 {n} 个。</translation>
    </message>
    <message>
        <source>“{file}” has several videos in it; choose one of the files in “instances_txt”.</source>
        <extracomment>core/formats/mots.py</extracomment>
        <translation>“{file}”中有多个视频；请选择“instances_txt”中的一个文件。</translation>
    </message>
    <message>
        <source>“{folder}” has neither “instances_txt” nor PNG files in it.</source>
        <extracomment>core/formats/mots.py</extracomment>
        <translation>“{folder}”中既没有“instances_txt”也没有 PNG 文件。</translation>
    </message>
    <message>
        <source>NumPy (npz)</source>
        <extracomment>core/formats/npz.py</extracomment>
        <translation>NumPy（npz）</translation>
    </message>
    <message>
        <source>“{file}” has no array “masks” in it.</source>
        <extracomment>core/formats/npz.py</extracomment>
        <translation>“{file}”中没有数组“masks”。</translation>
    </message>
    <message>
        <source>“{file}” is damaged or not an npz file.</source>
        <extracomment>core/formats/npz.py</extracomment>
        <translation>“{file}”已损坏或不是 npz 文件。</translation>
    </message>
    <message>
        <source>A movie to look at; the masks cannot be read back from it.</source>
        <extracomment>core/formats/overlay.py</extracomment>
        <translation>供观看的视频；无法从中读回掩码。</translation>
    </message>
    <message>
        <source>Overlay movie (MP4)</source>
        <extracomment>core/formats/overlay.py</extracomment>
        <translation>叠加视频（MP4）</translation>
    </message>
    <message>
        <source>“{file}” could not be encoded.</source>
        <extracomment>core/formats/pictures.py</extracomment>
        <translation>无法编码“{file}”。</translation>
    </message>
    <message>
        <source>“{file}” has colours that are not those of the DAVIS palette.</source>
        <extracomment>core/formats/pictures.py</extracomment>
        <translation>“{file}”中有 DAVIS 调色板以外的颜色。</translation>
    </message>
    <message>
        <source>“{file}” is damaged or not a picture.</source>
        <extracomment>core/formats/pictures.py</extracomment>
        <translation>“{file}”已损坏或不是图片。</translation>
    </message>
    <message>
        <source>“{file}” is not a picture that can be read.</source>
        <extracomment>core/formats/pictures.py</extracomment>
        <translation>“{file}”不是可读取的图片。</translation>
    </message>
    <message>
        <source>“{file}” is {width}×{height} pixels: too large.</source>
        <extracomment>core/formats/pictures.py</extracomment>
        <translation>“{file}”为 {width}×{height} 像素：太大。</translation>
    </message>
    <message>
        <source>Black and white PNG for each object</source>
        <extracomment>core/formats/png.py</extracomment>
        <translation>每个对象的黑白 PNG</translation>
    </message>
    <message>
        <source>“{folder}/{file}” is {width}×{height} pixels and the first is {other_width}×{other_height}.</source>
        <extracomment>core/formats/png.py</extracomment>
        <translation>“{folder}/{file}”为 {width}×{height} 像素，而第一个为 {other_width}×{other_height}。</translation>
    </message>
    <message>
        <source>“{file}” does not say the frames&apos; size; open the media first.</source>
        <extracomment>core/formats/reading.py</extracomment>
        <translation>“{file}”未注明帧的大小；请先打开媒体。</translation>
    </message>
    <message>
        <source>“{file}” has frames of {one} and of {other} pixels; a project has one size.</source>
        <extracomment>core/formats/reading.py</extracomment>
        <translation>“{file}”中有 {one} 和 {other} 像素的帧；一个项目只有一种大小。</translation>
    </message>
    <message>
        <source>“{file}” has no object in it.</source>
        <extracomment>core/formats/reading.py</extracomment>
        <translation>“{file}”中没有对象。</translation>
    </message>
    <message>
        <source>“{file}” has no {what} in it.</source>
        <extracomment>core/formats/reading.py</extracomment>
        <translation>“{file}”中没有 {what}。</translation>
    </message>
    <message>
        <source>“{file}” has {n} {what}s in it; choose one of them.</source>
        <extracomment>core/formats/reading.py</extracomment>
        <translation>“{file}”中有 {n} 个 {what}；请选择其中一个。</translation>
    </message>
    <message>
        <source>“{file}” is damaged.</source>
        <extracomment>core/formats/reading.py</extracomment>
        <translation>“{file}”已损坏。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: a frame of {width}×{height} pixels.</source>
        <extracomment>core/formats/reading.py</extracomment>
        <translation>“{file}”已损坏：有 {width}×{height} 像素的帧。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: object {object} is not in its list.</source>
        <extracomment>core/formats/reading.py</extracomment>
        <translation>“{file}”已损坏：对象 {object} 不在其列表中。</translation>
    </message>
    <message>
        <source>“{file}” is damaged: {reason}</source>
        <extracomment>core/formats/reading.py</extracomment>
        <translation>“{file}”已损坏：{reason}</translation>
    </message>
    <message>
        <source>“{file}” is damaged: {what}.</source>
        <extracomment>core/formats/reading.py</extracomment>
        <translation>“{file}”已损坏：{what}。</translation>
    </message>
    <message>
        <source>There is no format “{name}”; there are {formats}.</source>
        <extracomment>core/formats/registry.py</extracomment>
        <translation>没有格式“{name}”；可用的有 {formats}。</translation>
    </message>
    <message>
        <source>One outline for each object: holes and separate pieces are joined by a line a pixel wide.</source>
        <extracomment>core/formats/yolo.py</extracomment>
        <translation>每个对象一条轮廓：孔洞和分离部分用一个像素宽的线连接。</translation>
    </message>
    <message>
        <source>YOLO segmentation</source>
        <extracomment>core/formats/yolo.py</extracomment>
        <translation>YOLO 分割</translation>
    </message>
    <message>
        <source>“{file}” has no label files in it.</source>
        <extracomment>core/formats/yolo.py</extracomment>
        <translation>“{file}”中没有标签文件。</translation>
    </message>
    <message>
        <source>“{file}” is not a folder of label files.</source>
        <extracomment>core/formats/yolo.py</extracomment>
        <translation>“{file}”不是标签文件夹。</translation>
    </message>
    <message>
        <source>YouTube-VOS</source>
        <extracomment>core/formats/ytvos.py</extracomment>
        <translation>YouTube-VOS</translation>
    </message>
    <message>
        <source>“{file}” has no folder “Annotations” in it.</source>
        <extracomment>core/formats/ytvos.py</extracomment>
        <translation>“{file}”中没有文件夹“Annotations”。</translation>
    </message>
    <message>
        <source>“{file}” has {n} videos in it; choose one of the folders in “Annotations”.</source>
        <extracomment>core/formats/ytvos.py</extracomment>
        <translation>“{file}”中有 {n} 个视频；请选择“Annotations”中的一个文件夹。</translation>
    </message>
    <message>
        <source>“{video}” has no PNG files in it.</source>
        <extracomment>core/formats/ytvos.py</extracomment>
        <translation>“{video}”中没有 PNG 文件。</translation>
    </message>
    <message>
        <source>A mask has two dimensions; this one has {ndim}.</source>
        <extracomment>core/masks.py</extracomment>
        <translation>掩码应为二维；这个是 {ndim} 维。</translation>
    </message>
    <message>
        <source>A patch of {patch_w}×{patch_h} pixels at ({x_px}, {y_px}) leaves the frame of {width}×{height}.</source>
        <extracomment>core/masks.py</extracomment>
        <translation>位于 ({x_px}, {y_px}) 的 {patch_w}×{patch_h} 像素块超出 {width}×{height} 的画面。</translation>
    </message>
    <message>
        <source>Masks of {width}×{height} and {other_width}×{other_height} pixels cannot be compared.</source>
        <extracomment>core/masks.py</extracomment>
        <translation>{width}×{height} 与 {other_width}×{other_height} 像素的掩码无法比较。</translation>
    </message>
    <message>
        <source>These bytes are not run lengths.</source>
        <extracomment>core/masks.py</extracomment>
        <translation>这些字节不是游程编码。</translation>
    </message>
    <message>
        <source>These run lengths do not fill a frame of {width}×{height} pixels.</source>
        <extracomment>core/masks.py</extracomment>
        <translation>这些游程填不满 {width}×{height} 像素的画面。</translation>
    </message>
    <message>
        <source>Converting</source>
        <extracomment>core/media/convert.py</extracomment>
        <translation>正在转换</translation>
    </message>
    <message>
        <source>Copying</source>
        <extracomment>core/media/convert.py</extracomment>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>Examining</source>
        <extracomment>core/media/convert.py</extracomment>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>encoded anew, with no visible loss</source>
        <extracomment>core/media/convert.py</extracomment>
        <translation>重新编码，无可见损失</translation>
    </message>
    <message>
        <source>with the very same pictures</source>
        <extracomment>core/media/convert.py</extracomment>
        <translation>画面完全相同</translation>
    </message>
    <message>
        <source>{doing} {file}, so that it can be stepped through</source>
        <extracomment>core/media/convert.py</extracomment>
        <translation>{doing} {file}，以便逐帧浏览</translation>
    </message>
    <message>
        <source>{file} cannot be stepped through exactly: {why}. A copy is used, {how}.</source>
        <extracomment>core/media/convert.py</extracomment>
        <translation>{file} 无法精确逐帧浏览：{why}。使用其副本（{how}）。</translation>
    </message>
    <message>
        <source>{file} could not be copied into a form that can be stepped through.</source>
        <extracomment>core/media/convert.py</extracomment>
        <translation>无法将 {file} 复制成可逐帧浏览的形式。</translation>
    </message>
    <message>
        <source>{file} has changed since it was opened.</source>
        <extracomment>core/media/decoder.py</extracomment>
        <translation>{file} 在打开后有改动。</translation>
    </message>
    <message>
        <source>{file} holds no frame that can be decoded.</source>
        <extracomment>core/media/decoder.py core/media/scan.py</extracomment>
        <translation>{file} 中没有可解码的帧。</translation>
    </message>
    <message>
        <source>{filename} can no longer be read: {reason}.</source>
        <extracomment>core/media/fingerprint.py</extracomment>
        <translation>{filename} 已无法读取：{reason}。</translation>
    </message>
    <message>
        <source>The sequence “{name}” has no annotations in “{annotations}”.</source>
        <extracomment>core/media/ground_truth.py</extracomment>
        <translation>序列“{name}”在“{annotations}”中没有标注。</translation>
    </message>
    <message>
        <source>There are no pictures in “{images}”.</source>
        <extracomment>core/media/ground_truth.py</extracomment>
        <translation>“{images}”中没有图片。</translation>
    </message>
    <message>
        <source>There are no sequences in “{pictures}”.</source>
        <extracomment>core/media/ground_truth.py</extracomment>
        <translation>“{pictures}”中没有序列。</translation>
    </message>
    <message>
        <source>There is no file “{path}”.</source>
        <extracomment>core/media/ground_truth.py</extracomment>
        <translation>没有文件“{path}”。</translation>
    </message>
    <message>
        <source>There is no folder “{folder}”.</source>
        <extracomment>core/media/ground_truth.py</extracomment>
        <translation>没有文件夹“{folder}”。</translation>
    </message>
    <message>
        <source>There is no sequence “{name}” in “{pictures}”.</source>
        <extracomment>core/media/ground_truth.py</extracomment>
        <translation>“{pictures}”中没有序列“{name}”。</translation>
    </message>
    <message>
        <source>“{path}” cannot be read: {reason}.</source>
        <extracomment>core/media/ground_truth.py core/training/dataset.py</extracomment>
        <translation>无法读取“{path}”：{reason}。</translation>
    </message>
    <message>
        <source>“{path}” is not a mask that can be read.</source>
        <extracomment>core/media/ground_truth.py</extracomment>
        <translation>“{path}”不是可读取的掩码。</translation>
    </message>
    <message>
        <source>“{path}” is not a picture that can be read.</source>
        <extracomment>core/media/ground_truth.py core/training/dataset.py</extracomment>
        <translation>“{path}”不是可读取的图片。</translation>
    </message>
    <message>
        <source>“{picture}” has no mask of the same name in “{masks}”{more}.</source>
        <extracomment>core/media/ground_truth.py</extracomment>
        <translation>“{picture}”在“{masks}”中没有同名掩码{more}。</translation>
    </message>
    <message>
        <source>“{root}” is not in DAVIS layout: it needs the folders JPEGImages and Annotations.</source>
        <extracomment>core/media/ground_truth.py</extracomment>
        <translation>“{root}”不是 DAVIS 布局：需要 JPEGImages 和 Annotations 文件夹。</translation>
    </message>
    <message>
        <source>Only the {kind} pictures are used; {n} others of the same names are left out.</source>
        <extracomment>core/media/pictures.py</extracomment>
        <translation>只使用 {kind} 图片；略去 {n} 个同名的其他图片。</translation>
    </message>
    <message>
        <source>Reading the index</source>
        <extracomment>core/media/pictures.py core/media/scan.py</extracomment>
        <translation>正在读取索引</translation>
    </message>
    <message>
        <source>The folder {folder} holds no picture ({endings}).</source>
        <extracomment>core/media/pictures.py</extracomment>
        <translation>文件夹 {folder} 中没有图片（{endings}）。</translation>
    </message>
    <message>
        <source>The folder {path} cannot be read: {reason}.</source>
        <extracomment>core/media/pictures.py</extracomment>
        <translation>无法读取文件夹 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The pictures in {file} differ in size: {name} has {first_width}×{first_height} pixels, {other} has {width}×{height}.</source>
        <extracomment>core/media/pictures.py</extracomment>
        <translation>{file} 中的图片大小不一：{name} 为 {first_width}×{first_height} 像素，{other} 为 {width}×{height}。</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <extracomment>core/media/pictures.py</extracomment>
        <translation>没有文件 {file}。</translation>
    </message>
    <message>
        <source>{file} can no longer be read: {reason}.</source>
        <extracomment>core/media/pictures.py</extracomment>
        <translation>{file} 已无法读取：{reason}。</translation>
    </message>
    <message>
        <source>{file} cannot be read: permission denied.</source>
        <extracomment>core/media/pictures.py</extracomment>
        <translation>无法读取 {file}：没有权限。</translation>
    </message>
    <message>
        <source>{file} has changed since the folder was opened.</source>
        <extracomment>core/media/pictures.py</extracomment>
        <translation>{file} 在打开文件夹后有改动。</translation>
    </message>
    <message>
        <source>{file} is damaged.</source>
        <extracomment>core/media/pictures.py</extracomment>
        <translation>{file} 已损坏。</translation>
    </message>
    <message>
        <source>{file} is not a picture that can be read.</source>
        <extracomment>core/media/pictures.py</extracomment>
        <translation>{file} 不是可读取的图片。</translation>
    </message>
    <message>
        <source>A thumbnail is at least one pixel wide.</source>
        <extracomment>core/media/reader.py</extracomment>
        <translation>缩略图至少一个像素宽。</translation>
    </message>
    <message>
        <source>Frames are (height, width, 3) arrays of uint8, all of one size.</source>
        <extracomment>core/media/reader.py</extracomment>
        <translation>帧应为大小一致的 (高, 宽, 3) uint8 数组。</translation>
    </message>
    <message>
        <source>There is no file or folder {path}.</source>
        <extracomment>core/media/reader.py</extracomment>
        <translation>没有文件或文件夹 {path}。</translation>
    </message>
    <message>
        <source>There is no frame {frame}: there are the frames 0 to {last}.</source>
        <extracomment>core/media/reader.py</extracomment>
        <translation>没有第 {frame} 帧：帧号为 0 到 {last}。</translation>
    </message>
    <message>
        <source>There is no frame {frame}: {file} has frames 0 to {last}.</source>
        <extracomment>core/media/reader.py</extracomment>
        <translation>没有第 {frame} 帧：{file} 的帧号为 0 到 {last}。</translation>
    </message>
    <message>
        <source>There is no frame.</source>
        <extracomment>core/media/reader.py</extracomment>
        <translation>没有帧。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <extracomment>core/media/reader.py</extracomment>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The file is cut off: its last readable frame is {last}, at {time}.</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>文件被截断：最后可读的是第 {last} 帧，位于 {time}。</translation>
    </message>
    <message>
        <source>The first {n} stored frames cannot be decoded and are left out.</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>最前面存储的 {n} 帧无法解码，已略去。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>没有文件 {path}。</translation>
    </message>
    <message>
        <source>its container has no index of its frames</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>其容器没有帧索引</translation>
    </message>
    <message>
        <source>its frames are not shown when its container says</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>其帧的显示时间与容器所述不同</translation>
    </message>
    <message>
        <source>its frames do not say when they are shown</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>其帧未注明显示时间</translation>
    </message>
    <message>
        <source>no video</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>没有视频</translation>
    </message>
    <message>
        <source>some of its frames have the same time</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>其中有些帧时间相同</translation>
    </message>
    <message>
        <source>sound but no video</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>有声音但没有视频</translation>
    </message>
    <message>
        <source>{file} holds no frame.</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>{file} 中没有帧。</translation>
    </message>
    <message>
        <source>{file} holds {what}.</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>{file} 中{what}。</translation>
    </message>
    <message>
        <source>{file} is cut off so early that no frame of it can be read.</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>{file} 过早被截断，没有可读取的帧。</translation>
    </message>
    <message>
        <source>{file} is not a video or picture that can be read.</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>{file} 不是可读取的视频或图片。</translation>
    </message>
    <message>
        <source>{path} cannot be read: permission denied.</source>
        <extracomment>core/media/scan.py</extracomment>
        <translation>无法读取 {path}：没有权限。</translation>
    </message>
    <message>
        <source>Frame {frame} of {file} is damaged, and so are those around it.</source>
        <extracomment>core/media/video.py</extracomment>
        <translation>{file} 的第 {frame} 帧已损坏，其周围的帧也是。</translation>
    </message>
    <message>
        <source>Frame {frame} of {file} is damaged.</source>
        <extracomment>core/media/video.py</extracomment>
        <translation>{file} 的第 {frame} 帧已损坏。</translation>
    </message>
    <message>
        <source>A frame of this video is a uint8 array of {height}×{width}×{channels}; this one is {shape} of {dtype}.</source>
        <extracomment>core/media/writer.py</extracomment>
        <translation>此视频的帧是 {height}×{width}×{channels} 的 uint8 数组；这个是 {dtype} 的 {shape}。</translation>
    </message>
    <message>
        <source>A video cannot have {fps} frames a second.</source>
        <extracomment>core/media/writer.py</extracomment>
        <translation>视频不能是每秒 {fps} 帧。</translation>
    </message>
    <message>
        <source>A video of {width}×{height} pixels cannot be written.</source>
        <extracomment>core/media/writer.py</extracomment>
        <translation>无法写入 {width}×{height} 像素的视频。</translation>
    </message>
    <message>
        <source>The times of a video&apos;s frames must increase.</source>
        <extracomment>core/media/writer.py</extracomment>
        <translation>视频各帧的时间必须递增。</translation>
    </message>
    <message>
        <source>This video was to have {n} frames and gets another one.</source>
        <extracomment>core/media/writer.py</extracomment>
        <translation>此视频应有 {n} 帧，却又多了一帧。</translation>
    </message>
    <message>
        <source>{file} could not be written: the disk is full.</source>
        <extracomment>core/media/writer.py</extracomment>
        <translation>无法写入 {file}：磁盘已满。</translation>
    </message>
    <message>
        <source>{file} could not be written: the folder {folder} may not be changed.</source>
        <extracomment>core/media/writer.py</extracomment>
        <translation>无法写入 {file}：文件夹 {folder} 不可更改。</translation>
    </message>
    <message>
        <source>{file} could not be written: {folder} is not a folder.</source>
        <extracomment>core/media/writer.py</extracomment>
        <translation>无法写入 {file}：{folder} 不是文件夹。</translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}.</source>
        <extracomment>core/media/writer.py</extracomment>
        <translation>无法写入 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} was not written: there was no frame to put in.</source>
        <extracomment>core/media/writer.py</extracomment>
        <translation>未写入 {file}：没有可写入的帧。</translation>
    </message>
    <message>
        <source>The settings cannot be read ({reason}); the defaults are used.</source>
        <extracomment>core/settings.py</extracomment>
        <translation>无法读取设置（{reason}）；使用默认值。</translation>
    </message>
    <message>
        <source>The settings file is damaged; the defaults are used.</source>
        <extracomment>core/settings.py</extracomment>
        <translation>设置文件已损坏；使用默认值。</translation>
    </message>
    <message>
        <source>The settings file was damaged; it is kept as {file} and the defaults are used.</source>
        <extracomment>core/settings.py</extracomment>
        <translation>设置文件已损坏；已另存为 {file}，并使用默认值。</translation>
    </message>
    <message>
        <source>These settings had values that make no sense and were reset: {names}.</source>
        <extracomment>core/settings.py</extracomment>
        <translation>这些设置的值不合理，已重置：{names}。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}.</source>
        <extracomment>core/settings.py</extracomment>
        <translation>无法写入 {path}：{reason}。</translation>
    </message>
    <message>
        <source>Skipping is “off”, “auto” or a number of frames, not “{text}”.</source>
        <extracomment>core/skipping/policy.py</extracomment>
        <translation>跳帧应为“off”、“auto”或帧数，而不是“{text}”。</translation>
    </message>
    <message>
        <source>The balance of quality and speed is a number from 0 to 1, not {speed:g}.</source>
        <extracomment>core/skipping/policy.py</extracomment>
        <translation>质量与速度的平衡应为 0 到 1 的数，而不是 {speed:g}。</translation>
    </message>
    <message>
        <source>The model can run on every frame or every few, not on every {frames}.</source>
        <extracomment>core/skipping/policy.py</extracomment>
        <translation>模型可以每帧或每隔几帧运行，不能每 {frames} 帧运行。</translation>
    </message>
    <message>
        <source>Object {object_id} is asked for twice.</source>
        <extracomment>core/tracking/request.py</extracomment>
        <translation>对象 {object_id} 被要求两次。</translation>
    </message>
    <message>
        <source>The mask is {width}×{height} pixels, but the frame is {size}.</source>
        <extracomment>core/engine/prompts.py</extracomment>
        <translation>掩码为 {width}×{height} 像素，而画面为 {size}。</translation>
    </message>
    <message>
        <source>There is no frame {frame}: the media has frames 0 to {last}.</source>
        <extracomment>core/tracking/request.py</extracomment>
        <translation>没有第 {frame} 帧：媒体的帧号为 0 到 {last}。</translation>
    </message>
    <message>
        <source>There is no object to track: click one first.</source>
        <extracomment>core/tracking/request.py</extracomment>
        <translation>没有可跟踪的对象：请先点击一个。</translation>
    </message>
    <message>
        <source>The tuned weights have values that cannot be saved; try a smaller learning rate.</source>
        <extracomment>core/training/checkpoint.py</extracomment>
        <translation>微调后的权重含有无法保存的值；请尝试较小的学习率。</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <extracomment>core/training/checkpoint.py core/training/embeddings.py core/training/run_state.py</extracomment>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>{file} does not say how it was tuned.</source>
        <extracomment>core/training/checkpoint.py</extracomment>
        <translation>{file} 未注明如何微调。</translation>
    </message>
    <message>
        <source>{file} is not a model known by name, so a tuned model cannot refer to it; give the result a name that ends in .pt to save it whole.</source>
        <extracomment>core/training/checkpoint.py</extracomment>
        <translation>{file} 不是按名称可知的模型，微调模型无法引用它；请给结果取以 .pt 结尾的名称以完整保存。</translation>
    </message>
    <message>
        <source>{file} is not a tuned model.</source>
        <extracomment>core/training/checkpoint.py</extracomment>
        <translation>{file} 不是微调模型。</translation>
    </message>
    <message>
        <source>“{file}” cannot be written: {why}.</source>
        <extracomment>core/training/checkpoint.py</extracomment>
        <translation>无法写入“{file}”：{why}。</translation>
    </message>
    <message>
        <source>It is no better than before: mIoU {now:.3f}.</source>
        <extracomment>core/training/compare.py</extracomment>
        <translation>并不比之前更好：mIoU {now:.3f}。</translation>
    </message>
    <message>
        <source>It is worse on pictures that it has not seen: mIoU {now:.3f} against {before:.3f}.</source>
        <extracomment>core/training/compare.py</extracomment>
        <translation>在未见过的图片上更差：mIoU {now:.3f}，之前为 {before:.3f}。</translation>
    </message>
    <message>
        <source>It tracks worse: J {now:.3f} against {before:.3f}.</source>
        <extracomment>core/training/compare.py</extracomment>
        <translation>跟踪更差：J {now:.3f}，之前为 {before:.3f}。</translation>
    </message>
    <message>
        <source>There is no preset “{name}”; use {presets}.</source>
        <extracomment>core/training/config.py</extracomment>
        <translation>没有预设“{name}”；请使用 {presets}。</translation>
    </message>
    <message>
        <source>This run was made by another version: it has the setting “{name}”.</source>
        <extracomment>core/training/config.py</extracomment>
        <translation>此次运行由其他版本创建：含有设置“{name}”。</translation>
    </message>
    <message>
        <source>What is taught must be some of {parts}.</source>
        <extracomment>core/training/config.py</extracomment>
        <translation>要训练的部分须为 {parts} 中的若干个。</translation>
    </message>
    <message>
        <source>{name} must lie between {low:g} and {high:g}, not at {value:g}.</source>
        <extracomment>core/training/config.py</extracomment>
        <translation>{name} 须在 {low:g} 到 {high:g} 之间，不能是 {value:g}。</translation>
    </message>
    <message>
        <source>The mask “{mask_file}” is {mask_size} pixels, but its picture is {width}×{height}.</source>
        <extracomment>core/training/dataset.py</extracomment>
        <translation>掩码“{mask_file}”为 {mask_size} 像素，而其图片为 {width}×{height}。</translation>
    </message>
    <message>
        <source>There is no folder “{root}”.</source>
        <extracomment>core/training/dataset.py</extracomment>
        <translation>没有文件夹“{root}”。</translation>
    </message>
    <message>
        <source>“{root}” is nothing to train with: it needs the folders images and masks, or, in DAVIS layout, JPEGImages and Annotations.</source>
        <extracomment>core/training/dataset.py</extracomment>
        <translation>“{root}”无法用于训练：需要 images 和 masks 文件夹，或 DAVIS 布局的 JPEGImages 和 Annotations。</translation>
    </message>
    <message>
        <source>Only {some} of {all} copies of each picture fit into the cache&apos;s limit.</source>
        <extracomment>core/training/fit.py</extracomment>
        <translation>缓存限额只容得下每张图片 {all} 份副本中的 {some} 份。</translation>
    </message>
    <message>
        <source>The cache&apos;s limit has room for {room} of {all} pictures&apos; features; the others are computed anew each time.</source>
        <extracomment>core/training/fit.py</extracomment>
        <translation>缓存限额只容得下 {all} 张图片中 {room} 张的特征；其余每次重新计算。</translation>
    </message>
    <message>
        <source>The neck does not learn: what it would learn from does not fit into the cache&apos;s limit.</source>
        <extracomment>core/training/fit.py</extracomment>
        <translation>颈部不参与学习：其学习所需的内容超出缓存限额。</translation>
    </message>
    <message>
        <source>{error} They are computed anew each time.</source>
        <extracomment>core/training/fit.py</extracomment>
        <translation>{error}这些将每次重新计算。</translation>
    </message>
    <message>
        <source>Nothing in “{file}” is approved or corrected yet.</source>
        <extracomment>core/training/project.py</extracomment>
        <translation>“{file}”中还没有已通过或已修正的内容。</translation>
    </message>
    <message>
        <source>The media of “{file}” is not where it was: open the project first.</source>
        <extracomment>core/training/project.py</extracomment>
        <translation>“{file}”的媒体不在原处：请先打开该项目。</translation>
    </message>
    <message>
        <source>“{file}” has no media, so there is nothing to train with.</source>
        <extracomment>core/training/project.py</extracomment>
        <translation>“{file}”没有媒体，因此没有可训练的内容。</translation>
    </message>
    <message>
        <source>The run cannot be kept in {folder}: {why}.</source>
        <extracomment>core/training/run_state.py</extracomment>
        <translation>无法在 {folder} 中保存此次运行：{why}。</translation>
    </message>
    <message>
        <source>The run in {folder} cannot go on: it was begun with another {other}.</source>
        <extracomment>core/training/run_state.py</extracomment>
        <translation>{folder} 中的运行无法继续：开始时使用的是另一个{other}。</translation>
    </message>
    <message>
        <source>The run in {folder} is damaged and cannot go on; start it anew.</source>
        <extracomment>core/training/run_state.py</extracomment>
        <translation>{folder} 中的运行已损坏，无法继续；请重新开始。</translation>
    </message>
    <message>
        <source>0 approved masks are too few: some are needed to train with, and others to judge by.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>没有已通过的掩码：需要一些用于训练，一些用于评判。</translation>
    </message>
    <message>
        <source>1 approved mask is too few: some are needed to train with, and others to judge by.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>只有 1 个已通过的掩码，太少：需要一些用于训练，一些用于评判。</translation>
    </message>
    <message>
        <source>1 mask</source>
        <extracomment>core/training/split.py desktop/training/data_panel.py</extracomment>
        <translation>1 个掩码</translation>
    </message>
    <message>
        <source>1 picture has an empty mask and is left out.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>1 张图片的掩码为空，已略去。</translation>
    </message>
    <message>
        <source>All training masks are from one scene: others may get worse.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>所有训练掩码来自同一场景：其他场景可能变差。</translation>
    </message>
    <message>
        <source>Only {masks} to judge by: the figures will be rough.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>只有 {masks}用于评判：数据会比较粗略。</translation>
    </message>
    <message>
        <source>Only {masks} to train with: expect little.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>只有 {masks}用于训练：不要期望太多。</translation>
    </message>
    <message>
        <source>There is nothing to judge the training by: validation holds no mask.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>没有可评判训练的内容：验证集中没有掩码。</translation>
    </message>
    <message>
        <source>There is nothing to train with. Approve or correct some masks first.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>没有可训练的内容。请先通过或修正一些掩码。</translation>
    </message>
    <message>
        <source>There is nothing to train with: the masks of all {n} pictures are empty. Approve or correct some masks first.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>没有可训练的内容：全部 {n} 张图片的掩码都为空。请先通过或修正一些掩码。</translation>
    </message>
    <message>
        <source>{alike:.0%} of the validation pictures look like training pictures: the figures will be better than the truth.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>{alike:.0%} 的验证图片与训练图片相似：数据会比实际偏好。</translation>
    </message>
    <message>
        <source>{n} masks</source>
        <extracomment>core/training/split.py desktop/training/data_panel.py</extracomment>
        <translation>{n} 个掩码</translation>
    </message>
    <message>
        <source>{n} pictures have an empty mask and are left out.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>{n} 张图片的掩码为空，已略去。</translation>
    </message>
    <message>
        <source>“{name}” is in training and in validation; keep them apart.</source>
        <extracomment>core/training/split.py</extracomment>
        <translation>“{name}”同时在训练集和验证集中；请分开。</translation>
    </message>
    <message>
        <source>Memory ran out: {some} of {all} pictures are now taken at a time. This only takes longer.</source>
        <extracomment>core/training/trainer.py</extracomment>
        <translation>内存不足：现在一次取 {all} 张中的 {some} 张图片。只是耗时更长。</translation>
    </message>
    <message>
        <source>The numbers ran away {n} steps in a row at a learning rate of {rate:g}; try a tenth of it.</source>
        <extracomment>core/training/trainer.py</extracomment>
        <translation>以 {rate:g} 的学习率，数值连续 {n} 步发散；请试其十分之一。</translation>
    </message>
    <message>
        <source>There is not enough memory to train on even one picture at a time.</source>
        <extracomment>core/training/trainer.py</extracomment>
        <translation>内存不足，一次连一张图片也无法训练。</translation>
    </message>
    <message>
        <source>&amp;About SAMuraiVision</source>
        <extracomment>desktop/actions/help.py</extracomment>
        <translation>关于 SAMuraiVision(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Actual Size</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>实际大小(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Add Object</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>添加对象(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>通过(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Box</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>框(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Cancel Tracking</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>取消跟踪(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Clear on This Frame</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>清除本帧(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Click</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>点击(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Close Project</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Colours of the System</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>跟随系统配色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Dark Colours</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Delete Object</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>删除对象(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <extracomment>desktop/actions/__init__.py</extracomment>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>橡皮擦(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <extracomment>desktop/actions/__init__.py</extracomment>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Fill Hole</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>填补孔洞(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Find a Command…</source>
        <extracomment>desktop/actions/edit.py</extracomment>
        <translation>查找命令(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;First Frame</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>第一帧(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Fit to Window</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>适应窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Flag</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>标为存疑(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <extracomment>desktop/actions/__init__.py</extracomment>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Go to Frame…</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>转到帧(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <extracomment>desktop/actions/help.py</extracomment>
        <translation>使用指南(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <extracomment>desktop/actions/__init__.py</extracomment>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Import Masks…</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>导入掩码(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts…</source>
        <extracomment>desktop/actions/edit.py</extracomment>
        <translation>键盘快捷键(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>套索(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Last Frame</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>最后一帧(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Locate Video…</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>定位视频(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Locked</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>锁定(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Manage Models…</source>
        <extracomment>desktop/actions/model.py</extracomment>
        <translation>管理模型(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Mask</source>
        <extracomment>desktop/actions/__init__.py</extracomment>
        <translation>掩码(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Move View</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>移动视图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;New Project…</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Next Frame</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>下一帧(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;No Range</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>清除区间(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Object</source>
        <extracomment>desktop/actions/__init__.py</extracomment>
        <translation>对象(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Objects Panel</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>对象面板(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <extracomment>desktop/actions/go.py desktop/window/reactions.py</extracomment>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Polygon</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>多边形(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Previous Frame</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>上一帧(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <extracomment>desktop/actions/edit.py desktop/undo.py</extracomment>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Roll Back</source>
        <extracomment>desktop/actions/model.py</extracomment>
        <translation>回退(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <extracomment>desktop/actions/edit.py</extracomment>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Tool</source>
        <extracomment>desktop/actions/__init__.py</extracomment>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Train…</source>
        <extracomment>desktop/actions/model.py</extracomment>
        <translation>训练(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <extracomment>desktop/actions/edit.py desktop/undo.py</extracomment>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <extracomment>desktop/actions/__init__.py</extracomment>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Visible</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>可见(&amp;V)</translation>
    </message>
    <message>
        <source>10 Frames Back</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>后退 10 帧</translation>
    </message>
    <message>
        <source>10 Frames Forward</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>前进 10 帧</translation>
    </message>
    <message>
        <source>Add an object; your next click is its first.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>添加一个对象；下一次点击就是它的第一个提示点。</translation>
    </message>
    <message>
        <source>Approve &amp;Range</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>通过整个区间(&amp;R)</translation>
    </message>
    <message>
        <source>Approve the selected object&apos;s masks in the marked range, or to the end.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>将所选对象在标记区间内（没有区间则直到结尾）的掩码标为已通过。</translation>
    </message>
    <message>
        <source>B&amp;rush</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>画笔(&amp;R)</translation>
    </message>
    <message>
        <source>Back to &amp;Draft</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>恢复为草稿(&amp;D)</translation>
    </message>
    <message>
        <source>Check This &amp;Computer…</source>
        <extracomment>desktop/actions/help.py</extracomment>
        <translation>检查此电脑(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose the keys of every command.</source>
        <extracomment>desktop/actions/edit.py desktop/dialogs/help.py</extracomment>
        <translation>设置每个命令的快捷键。</translation>
    </message>
    <message>
        <source>Choose the selected object&apos;s colour.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>选择所选对象的颜色。</translation>
    </message>
    <message>
        <source>Clear in Ran&amp;ge</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>清除区间内掩码(&amp;G)</translation>
    </message>
    <message>
        <source>Click on the object to include, right-click on what is not the object.</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>点击要包含的对象，右键点击不属于对象的部分。</translation>
    </message>
    <message>
        <source>Close the program; everything is saved already.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>关闭程序；所有内容均已保存。</translation>
    </message>
    <message>
        <source>Close this project; everything is saved already.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>关闭此项目；所有内容均已保存。</translation>
    </message>
    <message>
        <source>Commands and &amp;Shortcuts</source>
        <extracomment>desktop/actions/help.py</extracomment>
        <translation>命令与快捷键(&amp;S)</translation>
    </message>
    <message>
        <source>Dark surroundings.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>深色界面。</translation>
    </message>
    <message>
        <source>Delete the selected object with all its prompts and masks. Can be undone.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>删除所选对象及其全部提示和掩码。可以撤销。</translation>
    </message>
    <message>
        <source>Drag a box around the object.</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>在对象周围拖出一个框。</translation>
    </message>
    <message>
        <source>Drag to move the frame; the wheel zooms at the cursor.</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>拖动以移动画面；滚轮以光标为中心缩放。</translation>
    </message>
    <message>
        <source>Draw a line around each mask.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>在每个掩码周围画一条线。</translation>
    </message>
    <message>
        <source>Draw around a part to add it; with the right button to take it away.</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>圈出一部分以加入掩码；用右键圈出则去除。</translation>
    </message>
    <message>
        <source>End the range at this frame.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>区间在此帧结束。</translation>
    </message>
    <message>
        <source>Enlarge what is under the pointer.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>放大指针下的画面。</translation>
    </message>
    <message>
        <source>Erase from the object&apos;s mask.</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>从对象的掩码上擦除。</translation>
    </message>
    <message>
        <source>Every command with its keys.</source>
        <extracomment>desktop/actions/help.py</extracomment>
        <translation>每个命令及其快捷键。</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>Find any command by its name and run it.</source>
        <extracomment>desktop/actions/edit.py</extracomment>
        <translation>按名称查找并运行任何命令。</translation>
    </message>
    <message>
        <source>Follo&amp;w While Tracking</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>跟踪时跟随画面(&amp;W)</translation>
    </message>
    <message>
        <source>Follow the objects from here back to the start.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>从此帧反向跟踪对象，直到开头。</translation>
    </message>
    <message>
        <source>Follow the objects from here to the end.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>从此帧正向跟踪对象，直到结尾。</translation>
    </message>
    <message>
        <source>Follow the objects through the marked range.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>在标记的区间内跟踪对象。</translation>
    </message>
    <message>
        <source>Follow the objects through the next ten frames only.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>只在接下来的十帧中跟踪对象。</translation>
    </message>
    <message>
        <source>Forget the marked range.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>取消标记的区间。</translation>
    </message>
    <message>
        <source>Go on working in a copy of this project under another name.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>将此项目另存为一个副本并在其中继续工作。</translation>
    </message>
    <message>
        <source>Hide every other object; again to show all.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>隐藏所有其他对象；再按一次全部显示。</translation>
    </message>
    <message>
        <source>How each task is done, a page each.</source>
        <extracomment>desktop/actions/help.py</extracomment>
        <translation>每项任务的做法，每页一项。</translation>
    </message>
    <message>
        <source>L&amp;oupe</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>放大镜(&amp;O)</translation>
    </message>
    <message>
        <source>Let less of the frame show through.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>让画面透出得更少。</translation>
    </message>
    <message>
        <source>Let more of the frame show through.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>让画面透出得更多。</translation>
    </message>
    <message>
        <source>Li&amp;ght Colours</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>浅色(&amp;G)</translation>
    </message>
    <message>
        <source>Light or dark surroundings, as the system has them.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>跟随系统使用浅色或深色界面。</translation>
    </message>
    <message>
        <source>Light surroundings.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>浅色界面。</translation>
    </message>
    <message>
        <source>Look for what is missing or wrong on this machine, and what to do about it.</source>
        <extracomment>desktop/actions/help.py</extracomment>
        <translation>查看此电脑缺少什么、有什么问题，以及如何解决。</translation>
    </message>
    <message>
        <source>Make the change again that was taken back.</source>
        <extracomment>desktop/actions/edit.py</extracomment>
        <translation>重新执行被撤销的更改。</translation>
    </message>
    <message>
        <source>Make the frame larger.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>放大画面。</translation>
    </message>
    <message>
        <source>Make the frame smaller.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>缩小画面。</translation>
    </message>
    <message>
        <source>Mark Range &amp;End</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>标记区间终点(&amp;E)</translation>
    </message>
    <message>
        <source>Mark Range &amp;Start</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>标记区间起点(&amp;S)</translation>
    </message>
    <message>
        <source>Mark the selected object&apos;s mask on this frame as needing another look.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>将所选对象在此帧的掩码标为需要再看一遍。</translation>
    </message>
    <message>
        <source>Mark the selected object&apos;s mask on this frame as right. No run changes it any more.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>将所选对象在此帧的掩码标为正确。之后任何运行都不会改动它。</translation>
    </message>
    <message>
        <source>Mo&amp;del</source>
        <extracomment>desktop/actions/__init__.py</extracomment>
        <translation>模型(&amp;D)</translation>
    </message>
    <message>
        <source>More &amp;Transparent Masks</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>掩码更透明(&amp;T)</translation>
    </message>
    <message>
        <source>More Opa&amp;que Masks</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>掩码更不透明(&amp;Q)</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move Do&amp;wn</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>下移(&amp;W)</translation>
    </message>
    <message>
        <source>Move the object down in the list.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>在列表中将对象下移。</translation>
    </message>
    <message>
        <source>Move the object up in the list.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>在列表中将对象上移。</translation>
    </message>
    <message>
        <source>Next P&amp;rompt</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>下一个提示(&amp;R)</translation>
    </message>
    <message>
        <source>Nothing to do: every change is on disk as you make it. Shows where.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>无需操作：每次更改都会立即写入磁盘。显示保存位置。</translation>
    </message>
    <message>
        <source>One frame back.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>后退一帧。</translation>
    </message>
    <message>
        <source>One frame forward.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>前进一帧。</translation>
    </message>
    <message>
        <source>Only the &amp;Selected Object</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>仅所选对象(&amp;S)</translation>
    </message>
    <message>
        <source>Open &amp;Folder of Frames…</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>打开图片文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Open a folder of pictures as a video.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>将一个图片文件夹作为视频打开。</translation>
    </message>
    <message>
        <source>Open a fresh copy of the demo project.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>打开示例项目的全新副本。</translation>
    </message>
    <message>
        <source>Open a video or a project.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>打开视频或项目。</translation>
    </message>
    <message>
        <source>Open the &amp;Demo</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>打开示例(&amp;D)</translation>
    </message>
    <message>
        <source>Open the folder in which this project is saved.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>打开保存此项目的文件夹。</translation>
    </message>
    <message>
        <source>Open the folder with the program&apos;s log.</source>
        <extracomment>desktop/actions/help.py desktop/dialogs/crash.py</extracomment>
        <translation>打开程序日志所在的文件夹。</translation>
    </message>
    <message>
        <source>Paint the object&apos;s mask; the right button erases.</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>绘制对象的掩码；右键擦除。</translation>
    </message>
    <message>
        <source>Play or pause at true speed.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>以真实速度播放或暂停。</translation>
    </message>
    <message>
        <source>Press a hole in the mask to fill it.</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>点按掩码中的孔洞以填补它。</translation>
    </message>
    <message>
        <source>Press a separate part of the mask to remove it.</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>点按掩码中分离的部分以移除它。</translation>
    </message>
    <message>
        <source>Previous Pro&amp;mpt</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>上一个提示(&amp;M)</translation>
    </message>
    <message>
        <source>Protect the selected object&apos;s masks from every change.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>保护所选对象的掩码不被任何操作更改。</translation>
    </message>
    <message>
        <source>Read masks from files of another program; each object becomes a new one.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>读取其他程序的掩码文件；其中每个对象成为一个新对象。</translation>
    </message>
    <message>
        <source>Remove &amp;Island</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>移除孤岛(&amp;I)</translation>
    </message>
    <message>
        <source>Remove the selected object&apos;s mask and prompts on this frame.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>移除所选对象在此帧的掩码和提示。</translation>
    </message>
    <message>
        <source>Remove the selected object&apos;s tracked masks in the marked range; approved and painted ones stay.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>移除所选对象在标记区间内由跟踪得到的掩码；已通过和手绘的保留。</translation>
    </message>
    <message>
        <source>Rename the selected object.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>重命名所选对象。</translation>
    </message>
    <message>
        <source>Save &amp;As…</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>See the models and what each costs; download, import, measure and remove them.</source>
        <extracomment>desktop/actions/model.py</extracomment>
        <translation>查看各模型及其开销；下载、导入、测速和移除。</translation>
    </message>
    <message>
        <source>Select &amp;Next</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>选择下一个(&amp;N)</translation>
    </message>
    <message>
        <source>Select &amp;Previous</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>选择上一个(&amp;P)</translation>
    </message>
    <message>
        <source>Select the object above.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>选择上方的对象。</translation>
    </message>
    <message>
        <source>Select the object below.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>选择下方的对象。</translation>
    </message>
    <message>
        <source>Set &amp;Class…</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>设置类别(&amp;C)…</translation>
    </message>
    <message>
        <source>Set C&amp;olour…</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>设置颜色(&amp;O)…</translation>
    </message>
    <message>
        <source>Set corners around a part to add it; they can be moved afterwards.</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>在一部分周围设置顶点以加入掩码；之后仍可移动顶点。</translation>
    </message>
    <message>
        <source>Set the selected object&apos;s class.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>设置所选对象的类别。</translation>
    </message>
    <message>
        <source>Show &amp;Log Folder</source>
        <extracomment>desktop/actions/help.py</extracomment>
        <translation>打开日志文件夹(&amp;L)</translation>
    </message>
    <message>
        <source>Show &amp;Masks</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>显示掩码(&amp;M)</translation>
    </message>
    <message>
        <source>Show &amp;Only This</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>只显示此对象(&amp;O)</translation>
    </message>
    <message>
        <source>Show Out&amp;lines</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>显示轮廓(&amp;L)</translation>
    </message>
    <message>
        <source>Show Project in &amp;Folder</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>打开项目所在文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Show each frame as the model reaches it.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>模型处理到哪一帧就显示哪一帧。</translation>
    </message>
    <message>
        <source>Show fewer frames around the playhead.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>在播放头附近显示更少的帧。</translation>
    </message>
    <message>
        <source>Show more frames.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>显示更多的帧。</translation>
    </message>
    <message>
        <source>Show one pixel of the frame as one pixel of the screen.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>画面的一个像素对应屏幕的一个像素。</translation>
    </message>
    <message>
        <source>Show or hide all masks on the frame.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>显示或隐藏画面上的所有掩码。</translation>
    </message>
    <message>
        <source>Show or hide the list of objects.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>显示或隐藏对象列表。</translation>
    </message>
    <message>
        <source>Show or hide the selected object.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>显示或隐藏所选对象。</translation>
    </message>
    <message>
        <source>Show the &amp;Whole Timeline</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>显示整条时间轴(&amp;W)</translation>
    </message>
    <message>
        <source>Show the whole frame.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>显示整个画面。</translation>
    </message>
    <message>
        <source>Start a fresh project on a video, leaving any earlier one as it is.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>为视频新建一个项目，已有的项目保持不变。</translation>
    </message>
    <message>
        <source>Start the range at this frame.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>区间从此帧开始。</translation>
    </message>
    <message>
        <source>Stop after the present frame; what is done stays.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>处理完当前帧后停止；已完成的部分保留。</translation>
    </message>
    <message>
        <source>T&amp;rack</source>
        <extracomment>desktop/actions/__init__.py</extracomment>
        <translation>跟踪(&amp;R)</translation>
    </message>
    <message>
        <source>Take back the approval or the flag.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>取消通过或存疑标记。</translation>
    </message>
    <message>
        <source>Take back the last change.</source>
        <extracomment>desktop/actions/edit.py</extracomment>
        <translation>撤销上一次更改。</translation>
    </message>
    <message>
        <source>Teach the model from what is approved and corrected, compare, and use the result.</source>
        <extracomment>desktop/actions/model.py</extracomment>
        <translation>用已通过和已修正的掩码训练模型，进行对比，并使用结果。</translation>
    </message>
    <message>
        <source>Tell where the video of this project is now.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>指出此项目的视频现在在哪里。</translation>
    </message>
    <message>
        <source>Ten frames back.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>后退十帧。</translation>
    </message>
    <message>
        <source>Ten frames forward.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>前进十帧。</translation>
    </message>
    <message>
        <source>Theme, folders, device and model, memory, and the keys of every command.</source>
        <extracomment>desktop/actions/edit.py</extracomment>
        <translation>主题、文件夹、设备与模型、内存，以及每个命令的快捷键。</translation>
    </message>
    <message>
        <source>To the end of the video.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>转到视频结尾。</translation>
    </message>
    <message>
        <source>To the frame before with a click, a box or a painted mask of the selected object.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>转到所选对象上一个带点击、框或手绘掩码的帧。</translation>
    </message>
    <message>
        <source>To the next frame with a click, a box or a painted mask of the selected object.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>转到所选对象下一个带点击、框或手绘掩码的帧。</translation>
    </message>
    <message>
        <source>To the start of the video.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>转到视频开头。</translation>
    </message>
    <message>
        <source>Track &amp;10 Frames</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>跟踪 10 帧(&amp;1)</translation>
    </message>
    <message>
        <source>Track &amp;Backward</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>反向跟踪(&amp;B)</translation>
    </message>
    <message>
        <source>Track &amp;Forward</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>正向跟踪(&amp;F)</translation>
    </message>
    <message>
        <source>Track the &amp;Range</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>跟踪区间(&amp;R)</translation>
    </message>
    <message>
        <source>Track the selected object alone, not all of them.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>只跟踪所选对象，而不是全部。</translation>
    </message>
    <message>
        <source>Type the number of a frame, or a time.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>输入帧号或时间。</translation>
    </message>
    <message>
        <source>Use the model before the tuned one again.</source>
        <extracomment>desktop/actions/model.py</extracomment>
        <translation>重新使用微调之前的模型。</translation>
    </message>
    <message>
        <source>Use the whole screen; again to return.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>使用整个屏幕；再按一次恢复。</translation>
    </message>
    <message>
        <source>Version, licences, and what it runs on.</source>
        <extracomment>desktop/actions/help.py</extracomment>
        <translation>版本、许可证和运行环境。</translation>
    </message>
    <message>
        <source>Write the masks as files that other programs read.</source>
        <extracomment>desktop/actions/file.py</extracomment>
        <translation>将掩码写成其他程序可读的文件。</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Zoom Timeline In</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>放大时间轴</translation>
    </message>
    <message>
        <source>Zoom Timeline Out</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>缩小时间轴</translation>
    </message>
    <message>
        <source>Zoom the timeline out to the whole video.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>将时间轴缩放到整个视频。</translation>
    </message>
    <message>
        <source>Masks hidden</source>
        <extracomment>desktop/canvas/canvas.py</extracomment>
        <translation>掩码已隐藏</translation>
    </message>
    <message>
        <source>The frame with its masks and prompts.</source>
        <extracomment>desktop/canvas/canvas.py</extracomment>
        <translation>带有掩码和提示的画面。</translation>
    </message>
    <message>
        <source>The mask has {mask_size} pixels and the frame {frame_size}: they do not fit.</source>
        <extracomment>desktop/canvas/canvas.py</extracomment>
        <translation>掩码为 {mask_size} 像素，而画面为 {frame_size}：两者不匹配。</translation>
    </message>
    <message>
        <source>This object is hidden: show it to paint on it.</source>
        <extracomment>desktop/canvas/canvas.py</extracomment>
        <translation>此对象已隐藏：请先显示再绘制。</translation>
    </message>
    <message>
        <source>This object is locked: unlock it to paint on it.</source>
        <extracomment>desktop/canvas/canvas.py</extracomment>
        <translation>此对象已锁定：请先解锁再绘制。</translation>
    </message>
    <message>
        <source>accept confirm all until</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>接受 确认 全部 直到</translation>
    </message>
    <message>
        <source>accept confirm many</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>接受 确认 批量</translation>
    </message>
    <message>
        <source>accept confirm ok done good verify</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>接受 确认 完成 正确 验证</translation>
    </message>
    <message>
        <source>accept result</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>接受 结果</translation>
    </message>
    <message>
        <source>again repeat</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>再次 重复</translation>
    </message>
    <message>
        <source>automatic key frames faster skipping speed</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>自动 关键帧 更快 跳帧 速度</translation>
    </message>
    <message>
        <source>back revert take back</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>返回 恢复 取消</translation>
    </message>
    <message>
        <source>bigger size radius</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>更大 大小 半径</translation>
    </message>
    <message>
        <source>categories labels names</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>类别 标签 名称</translation>
    </message>
    <message>
        <source>category label type</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>类别 标签 类型</translation>
    </message>
    <message>
        <source>clear selection</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>清除 选区</translation>
    </message>
    <message>
        <source>click box keyframe jump</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>点击 框 关键帧 跳转</translation>
    </message>
    <message>
        <source>close gaps</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>封闭 间隙</translation>
    </message>
    <message>
        <source>color palette</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>颜色 调色板</translation>
    </message>
    <message>
        <source>compare after old</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>对比 之后 旧</translation>
    </message>
    <message>
        <source>contour border edge line</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>轮廓 边框 边缘 线</translation>
    </message>
    <message>
        <source>copy duplicate backup</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>复制 副本 备份</translation>
    </message>
    <message>
        <source>corners points vertices draw</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>角点 点 顶点 绘制</translation>
    </message>
    <message>
        <source>create start fresh</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>创建 开始 新</translation>
    </message>
    <message>
        <source>debug errors crash report</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>调试 错误 崩溃 报告</translation>
    </message>
    <message>
        <source>delete remove erase frame</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>删除 移除 擦除 帧</translation>
    </message>
    <message>
        <source>delete remove erase many</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>删除 移除 擦除 批量</translation>
    </message>
    <message>
        <source>diagnose problem gpu driver check doctor</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>诊断 问题 显卡 驱动 检查</translation>
    </message>
    <message>
        <source>dilate expand bigger</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>膨胀 扩大 更大</translation>
    </message>
    <message>
        <source>discard reject revert result</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>丢弃 拒绝 恢复 结果</translation>
    </message>
    <message>
        <source>download install weights checkpoint sam2 tiny large</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>下载 安装 权重 检查点</translation>
    </message>
    <message>
        <source>duplicate clipboard</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>复制 剪贴板</translation>
    </message>
    <message>
        <source>end finish</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>结尾 结束</translation>
    </message>
    <message>
        <source>erode contract smaller</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>腐蚀 缩小 更小</translation>
    </message>
    <message>
        <source>every frame all skipping</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>每帧 全部 跳帧</translation>
    </message>
    <message>
        <source>example sample tutorial try</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>示例 样例 教程 试用</translation>
    </message>
    <message>
        <source>exclusive intersect</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>互斥 相交</translation>
    </message>
    <message>
        <source>exit leave end</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>离开 结束</translation>
    </message>
    <message>
        <source>find missing moved media relink</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>查找 丢失 移动 重新链接</translation>
    </message>
    <message>
        <source>fine-tune finetune learn teach tune</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>微调 学习 教</translation>
    </message>
    <message>
        <source>freehand draw select</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>手绘 绘制 选择</translation>
    </message>
    <message>
        <source>fullscreen maximise maximize</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>最大化</translation>
    </message>
    <message>
        <source>gap close</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>间隙 封闭</translation>
    </message>
    <message>
        <source>hand move drag select</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>抓手 移动 拖动 选择</translation>
    </message>
    <message>
        <source>hide show eye</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>隐藏 显示 眼睛</translation>
    </message>
    <message>
        <source>hotkeys bindings remap change settings preferences</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>热键 绑定 修改 设置 首选项</translation>
    </message>
    <message>
        <source>in point start trim</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>入点 开始 修剪</translation>
    </message>
    <message>
        <source>insert clipboard</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>插入 剪贴板</translation>
    </message>
    <message>
        <source>isolate alone hide others</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>单独 隐藏其他</translation>
    </message>
    <message>
        <source>jump number time timecode seek</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>跳转 编号 时间码 定位</translation>
    </message>
    <message>
        <source>jump skip step</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>跳转 跳过 步进</translation>
    </message>
    <message>
        <source>keyboard hotkeys bindings cheat sheet</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>键盘 热键 绑定 速查</translation>
    </message>
    <message>
        <source>larger magnify</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>更大 放大</translation>
    </message>
    <message>
        <source>list sidebar dock</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>列表 侧栏</translation>
    </message>
    <message>
        <source>list sidebar dock check</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>列表 侧栏 检查</translation>
    </message>
    <message>
        <source>load images pictures sequence jpg png directory</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>加载 图片 图像 序列 目录</translation>
    </message>
    <message>
        <source>load import video movie clip project</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>加载 导入 视频 电影 片段 项目</translation>
    </message>
    <message>
        <source>magnifier zoom glass</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>放大镜 缩放</translation>
    </message>
    <message>
        <source>manual documentation tutorial how</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>手册 文档 教程 如何</translation>
    </message>
    <message>
        <source>mark problem reject doubt</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>标记 问题 拒绝 疑问</translation>
    </message>
    <message>
        <source>name label title</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>名称 标签 标题</translation>
    </message>
    <message>
        <source>new create instance track</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>新建 创建 实例</translation>
    </message>
    <message>
        <source>note remark text</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>备注 批注 文字</translation>
    </message>
    <message>
        <source>nth interval sampling skipping speed</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>间隔 采样 跳帧 速度</translation>
    </message>
    <message>
        <source>out point stop trim</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>出点 结束 修剪</translation>
    </message>
    <message>
        <source>overlay hide annotations</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>叠加 隐藏 标注</translation>
    </message>
    <message>
        <source>overlay strength alpha</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>叠加 强度 透明度</translation>
    </message>
    <message>
        <source>overlay strength alpha see through</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>叠加 强度 透明度</translation>
    </message>
    <message>
        <source>paint draw pencil</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>涂抹 绘制 铅笔</translation>
    </message>
    <message>
        <source>pause start stop playback</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>暂停 开始 停止 播放</translation>
    </message>
    <message>
        <source>point prompt positive negative segment</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>提示点 正 负 分割</translation>
    </message>
    <message>
        <source>preferences options configuration theme device cache memory</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>首选项 选项 配置 主题 设备 缓存 内存</translation>
    </message>
    <message>
        <source>propagate follow few</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>传播 跟随 少量</translation>
    </message>
    <message>
        <source>propagate follow part section</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>传播 跟随 部分 区间</translation>
    </message>
    <message>
        <source>propagate follow run infer predict reverse</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>传播 跟随 运行 推理 预测 反向</translation>
    </message>
    <message>
        <source>propagate follow run infer predict segment video</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>传播 跟随 运行 推理 预测 分割 视频</translation>
    </message>
    <message>
        <source>protect freeze</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>保护 冻结</translation>
    </message>
    <message>
        <source>read load annotations labels coco davis yolo cvat labelme png</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>读取 加载 标注 标签</translation>
    </message>
    <message>
        <source>rectangle bounding prompt bbox</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>矩形 边界框 提示框</translation>
    </message>
    <message>
        <source>redo repeat propagate correction</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>重做 重复 传播 修正</translation>
    </message>
    <message>
        <source>remove erase</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>移除 擦除</translation>
    </message>
    <message>
        <source>reveal explorer finder open containing directory</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>显示 资源管理器 文件管理器 打开 所在目录</translation>
    </message>
    <message>
        <source>review worst uncertain doubtful check quality</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>复查 最差 不确定 可疑 检查 质量</translation>
    </message>
    <message>
        <source>rubber remove delete paint</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>橡皮 移除 删除 涂抹</translation>
    </message>
    <message>
        <source>search command find action</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>搜索 命令 查找 操作</translation>
    </message>
    <message>
        <source>single one</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>单个 一个</translation>
    </message>
    <message>
        <source>size radius</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>大小 半径</translation>
    </message>
    <message>
        <source>smaller</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>更小</translation>
    </message>
    <message>
        <source>soften round edge</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>柔化 圆滑 边缘</translation>
    </message>
    <message>
        <source>speck noise blob</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>斑点 噪点</translation>
    </message>
    <message>
        <source>specks noise blobs clean</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>斑点 噪点 清理</translation>
    </message>
    <message>
        <source>start beginning</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>开始 开头</translation>
    </message>
    <message>
        <source>step back</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>单步 后退</translation>
    </message>
    <message>
        <source>step forward advance</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>单步 前进</translation>
    </message>
    <message>
        <source>stop abort halt</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>停止 中止</translation>
    </message>
    <message>
        <source>theme automatic follow appearance</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>主题 自动 跟随 外观</translation>
    </message>
    <message>
        <source>theme bright white day appearance</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>主题 明亮 白色 日间 外观</translation>
    </message>
    <message>
        <source>theme night black appearance</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>主题 夜间 黑色 外观</translation>
    </message>
    <message>
        <source>unapprove reset state</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>取消通过 重置 状态</translation>
    </message>
    <message>
        <source>uncertain filled verify</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>不确定 填补 验证</translation>
    </message>
    <message>
        <source>undo revert previous tuned</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>撤销 恢复 之前 微调</translation>
    </message>
    <message>
        <source>version licence license credits</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>版本 许可 许可证 致谢</translation>
    </message>
    <message>
        <source>watch live show</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>观看 实时 显示</translation>
    </message>
    <message>
        <source>write save output coco davis yolo cvat labelme png mask ground truth download</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>写出 保存 输出 掩码 真值 下载</translation>
    </message>
    <message>
        <source>write store autosave</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>写入 存储 自动保存</translation>
    </message>
    <message>
        <source>zoom 100% 1:1 pixels</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>缩放 像素 原始</translation>
    </message>
    <message>
        <source>zoom reset all frames</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>缩放 重置 所有帧</translation>
    </message>
    <message>
        <source>zoom whole reset</source>
        <extracomment>desktop/command_words.py</extracomment>
        <translation>缩放 整个 重置</translation>
    </message>
    <message>
        <source>Before</source>
        <extracomment>desktop/controllers/canvas_sync.py desktop/dialogs/model_card.py desktop/training/comparison.py desktop/training/pictures.py desktop/training/run_view.py desktop/training/runs_table.py</extracomment>
        <translation>之前</translation>
    </message>
    <message>
        <source>Drop New Masks</source>
        <extracomment>desktop/controllers/correcting.py</extracomment>
        <translation>丢弃新掩码</translation>
    </message>
    <message>
        <source>Finish what you are drawing first, or press Esc.</source>
        <extracomment>desktop/controllers/correcting.py desktop/window/commands.py desktop/window/correcting_commands.py</extracomment>
        <translation>请先完成正在绘制的内容，或按 Esc。</translation>
    </message>
    <message>
        <source>Nothing else changes: the masks around this correction stay as they were.</source>
        <extracomment>desktop/controllers/correcting.py</extracomment>
        <translation>其他均不变：此修正周围的掩码保持原样。</translation>
    </message>
    <message>
        <source>Locate Video</source>
        <extracomment>desktop/controllers/document.py desktop/controllers/opening.py</extracomment>
        <translation>定位视频</translation>
    </message>
    <message>
        <source>Open Video</source>
        <extracomment>desktop/controllers/document.py desktop/controllers/opening.py</extracomment>
        <translation>打开视频</translation>
    </message>
    <message>
        <source>Redoing {step}…</source>
        <extracomment>desktop/controllers/document.py</extracomment>
        <translation>正在重做“{step}”…</translation>
    </message>
    <message>
        <source>Replace Video</source>
        <extracomment>desktop/controllers/document.py desktop/controllers/opening.py</extracomment>
        <translation>替换视频</translation>
    </message>
    <message>
        <source>Undoing {step}…</source>
        <extracomment>desktop/controllers/document.py</extracomment>
        <translation>正在撤销“{step}”…</translation>
    </message>
    <message>
        <source>Import {title}</source>
        <extracomment>desktop/controllers/importing.py desktop/undo.py</extracomment>
        <translation>导入 {title}</translation>
    </message>
    <message>
        <source>Downloading {name}, {so_far}</source>
        <extracomment>desktop/controllers/models.py</extracomment>
        <translation>正在下载 {name}，{so_far}</translation>
    </message>
    <message>
        <source>Downloading {name}, {so_far}, {left} left</source>
        <extracomment>desktop/controllers/models.py</extracomment>
        <translation>正在下载 {name}，{so_far}，剩余 {left}</translation>
    </message>
    <message>
        <source>{done} MB so far</source>
        <extracomment>desktop/controllers/models.py</extracomment>
        <translation>已下载 {done} MB</translation>
    </message>
    <message>
        <source>{done} of {total:.0f} MB</source>
        <extracomment>desktop/controllers/models.py</extracomment>
        <translation>{done} / {total:.0f} MB</translation>
    </message>
    <message>
        <source>Add Object</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>添加对象</translation>
    </message>
    <message>
        <source>Allow Overlaps</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>允许重叠</translation>
    </message>
    <message>
        <source>Clear Mask</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>清除掩码</translation>
    </message>
    <message>
        <source>Clear Masks</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>清除多个掩码</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <extracomment>desktop/controllers/objects.py desktop/undo.py</extracomment>
        <translation>删除 {name}</translation>
    </message>
    <message>
        <source>Forbid Overlaps</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>禁止重叠</translation>
    </message>
    <message>
        <source>Hide</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Import Class List</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>导入类别列表</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Move {name}</source>
        <extracomment>desktop/controllers/objects.py desktop/undo.py</extracomment>
        <translation>移动 {name}</translation>
    </message>
    <message>
        <source>Object {number}</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>对象 {number}</translation>
    </message>
    <message>
        <source>Rename</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Set Class</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>设置类别</translation>
    </message>
    <message>
        <source>Set Colour</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>设置颜色</translation>
    </message>
    <message>
        <source>Show</source>
        <extracomment>desktop/controllers/objects.py desktop/training/presence.py</extracomment>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show All</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Show Only This</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>只显示此对象</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>desktop/controllers/objects.py</extracomment>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Opening {file}…</source>
        <extracomment>desktop/controllers/opening.py</extracomment>
        <translation>正在打开 {file}…</translation>
    </message>
    <message>
        <source>The demo cannot be copied: {reason}.</source>
        <extracomment>desktop/controllers/opening.py</extracomment>
        <translation>无法复制示例：{reason}。</translation>
    </message>
    <message>
        <source>The folder of {file}</source>
        <extracomment>desktop/controllers/opening.py</extracomment>
        <translation>{file} 所在的文件夹</translation>
    </message>
    <message>
        <source>There is no place to save a project: {folder} cannot be made.</source>
        <extracomment>desktop/controllers/opening.py</extracomment>
        <translation>没有地方保存项目：无法创建 {folder}。</translation>
    </message>
    <message>
        <source>{where} cannot be written, so the project is saved in {folder}.</source>
        <extracomment>desktop/controllers/opening.py</extracomment>
        <translation>{where} 无法写入，因此项目保存在 {folder}。</translation>
    </message>
    <message>
        <source>It is not used. {objection}</source>
        <extracomment>desktop/controllers/promotion.py</extracomment>
        <translation>未启用。{objection}</translation>
    </message>
    <message>
        <source>No epoch was better than the model before: the tuned model is the same as that.</source>
        <extracomment>desktop/controllers/promotion.py</extracomment>
        <translation>没有任何一轮优于之前的模型：微调模型与其相同。</translation>
    </message>
    <message>
        <source>This run has no tuned model.</source>
        <extracomment>desktop/controllers/promotion.py</extracomment>
        <translation>此次运行没有微调模型。</translation>
    </message>
    <message>
        <source>“{file}” cannot be put among the models: {why}.</source>
        <extracomment>desktop/controllers/promotion.py</extracomment>
        <translation>“{file}”无法放入模型文件夹：{why}。</translation>
    </message>
    <message>
        <source>Box</source>
        <extracomment>desktop/controllers/prompting.py desktop/tools/box.py</extracomment>
        <translation>框</translation>
    </message>
    <message>
        <source>Click</source>
        <extracomment>desktop/controllers/prompting.py desktop/tools/click.py</extracomment>
        <translation>点击</translation>
    </message>
    <message>
        <source>Click on the object first; then right-click on what does not belong to it.</source>
        <extracomment>desktop/controllers/prompting.py</extracomment>
        <translation>请先点击对象；再右键点击不属于它的部分。</translation>
    </message>
    <message>
        <source>Move Click</source>
        <extracomment>desktop/controllers/prompting.py</extracomment>
        <translation>移动提示点</translation>
    </message>
    <message>
        <source>Remove Box</source>
        <extracomment>desktop/controllers/prompting.py</extracomment>
        <translation>移除框</translation>
    </message>
    <message>
        <source>Remove Click</source>
        <extracomment>desktop/controllers/prompting.py</extracomment>
        <translation>移除提示点</translation>
    </message>
    <message>
        <source>There is no model to answer; choose one in the Model menu.</source>
        <extracomment>desktop/controllers/prompting.py</extracomment>
        <translation>没有可响应的模型；请在“模型”菜单中选择一个。</translation>
    </message>
    <message>
        <source>{name} is hidden; show it to change its masks.</source>
        <extracomment>desktop/controllers/prompting.py</extracomment>
        <translation>{name} 已隐藏；要更改其掩码请先显示。</translation>
    </message>
    <message>
        <source>{name} is locked; unlock it to change its masks.</source>
        <extracomment>desktop/controllers/prompting.py desktop/window/mask_commands.py</extracomment>
        <translation>{name} 已锁定；要更改其掩码请先解锁。</translation>
    </message>
    <message>
        <source>Fill Again</source>
        <extracomment>desktop/controllers/refilling.py</extracomment>
        <translation>重新填补</translation>
    </message>
    <message>
        <source>Approve to Next Correction</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>通过到下一处修正</translation>
    </message>
    <message>
        <source>Approved</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>已通过</translation>
    </message>
    <message>
        <source>Comment</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>批注</translation>
    </message>
    <message>
        <source>Corrected</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>已修正</translation>
    </message>
    <message>
        <source>Draft</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Flagged</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>存疑</translation>
    </message>
    <message>
        <source>There is no mask of that state: {state}.</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>没有处于此状态的掩码：{state}。</translation>
    </message>
    <message>
        <source>There is no mask to approve here.</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>这里没有可通过的掩码。</translation>
    </message>
    <message>
        <source>There is none before this.</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>前面没有了。</translation>
    </message>
    <message>
        <source>There is none further on.</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>后面没有了。</translation>
    </message>
    <message>
        <source>There is nothing to look at: no mask is flagged, and none is a draft.</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>没有需要看的：没有存疑的掩码，也没有草稿。</translation>
    </message>
    <message>
        <source>To look at</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>待查看</translation>
    </message>
    <message>
        <source>appears</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>出现</translation>
    </message>
    <message>
        <source>jumps</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>跳变</translation>
    </message>
    <message>
        <source>lost</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>丢失</translation>
    </message>
    <message>
        <source>resized</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>大小突变</translation>
    </message>
    <message>
        <source>unsure</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>不确定</translation>
    </message>
    <message numerus="yes">
        <source>{n} masks are approved, up to frame {frame}.</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>
            <numerusform>已通过 {n} 个掩码，直到第 {frame} 帧。</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking {file}…</source>
        <extracomment>desktop/controllers/shelf.py</extracomment>
        <translation>正在检查 {file}…</translation>
    </message>
    <message>
        <source>Measuring {name}…</source>
        <extracomment>desktop/controllers/shelf.py</extracomment>
        <translation>正在测速 {name}…</translation>
    </message>
    <message>
        <source>{name} is here ({base}).</source>
        <extracomment>desktop/controllers/shelf.py</extracomment>
        <translation>{name} 已就绪（{base}）。</translation>
    </message>
    <message>
        <source>{name} is here already.</source>
        <extracomment>desktop/controllers/shelf.py</extracomment>
        <translation>{name} 已经在这里了。</translation>
    </message>
    <message>
        <source>{name} is removed.</source>
        <extracomment>desktop/controllers/shelf.py</extracomment>
        <translation>{name} 已移除。</translation>
    </message>
    <message>
        <source>Auto</source>
        <extracomment>desktop/controllers/skipping.py desktop/window/skip_menu.py</extracomment>
        <translation>自动</translation>
    </message>
    <message>
        <source>Every {n}</source>
        <extracomment>desktop/controllers/skipping.py</extracomment>
        <translation>每 {n} 帧</translation>
    </message>
    <message>
        <source>Off</source>
        <extracomment>desktop/controllers/skipping.py</extracomment>
        <translation>关</translation>
    </message>
    <message>
        <source>First correct {name} on this frame: click, draw a box or paint.</source>
        <extracomment>desktop/controllers/tracking.py</extracomment>
        <translation>请先在此帧修正 {name}：点击、画框或绘制。</translation>
    </message>
    <message>
        <source>No filled frame is in doubt: every mask was found or settled on its own frame.</source>
        <extracomment>desktop/controllers/tracking.py</extracomment>
        <translation>没有可疑的填补帧：每个掩码都是在本帧找到或确定的。</translation>
    </message>
    <message>
        <source>Second Pass</source>
        <extracomment>desktop/controllers/tracking.py</extracomment>
        <translation>二次检查</translation>
    </message>
    <message>
        <source>There is no frame further that way to track.</source>
        <extracomment>desktop/controllers/tracking.py</extracomment>
        <translation>那个方向没有可跟踪的帧了。</translation>
    </message>
    <message>
        <source>There is no model to track with; choose one in the Model menu.</source>
        <extracomment>desktop/controllers/tracking.py</extracomment>
        <translation>没有可用于跟踪的模型；请在“模型”菜单中选择一个。</translation>
    </message>
    <message>
        <source>There is nothing to track yet: click on an object first.</source>
        <extracomment>desktop/controllers/tracking.py</extracomment>
        <translation>还没有可跟踪的：请先点击一个对象。</translation>
    </message>
    <message>
        <source>Track {names}</source>
        <extracomment>desktop/controllers/tracking.py desktop/undo.py</extracomment>
        <translation>跟踪 {names}</translation>
    </message>
    <message>
        <source>{name} Again</source>
        <extracomment>desktop/controllers/tracking.py desktop/undo.py</extracomment>
        <translation>重新{name}</translation>
    </message>
    <message>
        <source>{name} is locked; unlock it to track it.</source>
        <extracomment>desktop/controllers/tracking.py</extracomment>
        <translation>{name} 已锁定；要跟踪请先解锁。</translation>
    </message>
    <message>
        <source>{n} Objects</source>
        <extracomment>desktop/controllers/tracking.py</extracomment>
        <translation>{n} 个对象</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <extracomment>desktop/controllers/tracking.py</extracomment>
        <translation>{one} 和 {other}</translation>
    </message>
    <message>
        <source> It is kept up to epoch {made} and can go on.</source>
        <extracomment>desktop/controllers/training.py</extracomment>
        <translation> 已保留到第 {made} 轮，可以继续。</translation>
    </message>
    <message>
        <source> The project is untouched; the log has the details.</source>
        <extracomment>desktop/controllers/training.py</extracomment>
        <translation> 项目未受影响；详情见日志。</translation>
    </message>
    <message>
        <source>A training run goes on already.</source>
        <extracomment>desktop/controllers/training.py</extracomment>
        <translation>已有一个训练正在运行。</translation>
    </message>
    <message>
        <source>The program ended before it.</source>
        <extracomment>desktop/controllers/training.py</extracomment>
        <translation>程序先于训练结束。</translation>
    </message>
    <message>
        <source>The program was closed before it ended.</source>
        <extracomment>desktop/controllers/training.py</extracomment>
        <translation>程序在训练结束前被关闭。</translation>
    </message>
    <message>
        <source>Training ended unexpectedly.</source>
        <extracomment>desktop/controllers/training.py</extracomment>
        <translation>训练意外结束。</translation>
    </message>
    <message>
        <source>&amp;Before</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>之前(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Copy Mask</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>复制掩码(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Drop</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>丢弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Import Class List…</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>导入类别列表(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Look Here Next</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>看下一处(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Paste Mask</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>粘贴掩码(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Review Panel</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>复查面板(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Smaller Brush</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>缩小画笔(&amp;S)</translation>
    </message>
    <message>
        <source>Approve the selected object from this frame up to its next correction, or to the end.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>将所选对象从此帧到下一处修正（或结尾）的掩码标为已通过。</translation>
    </message>
    <message>
        <source>Approve to Next Co&amp;rrection</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>通过到下一处修正(&amp;R)</translation>
    </message>
    <message>
        <source>Bring back the masks that were there before. Your correction stays.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>恢复之前的掩码。你的修正保留。</translation>
    </message>
    <message>
        <source>Co&amp;mment…</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>批注(&amp;M)…</translation>
    </message>
    <message>
        <source>Copy the selected object&apos;s mask on this frame.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>复制所选对象在此帧的掩码。</translation>
    </message>
    <message>
        <source>Fill All H&amp;oles</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>填补所有孔洞(&amp;O)</translation>
    </message>
    <message>
        <source>Fill everything that the mask on this frame encloses.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>填满此帧掩码所包围的全部区域。</translation>
    </message>
    <message>
        <source>Gro&amp;w</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>扩张(&amp;W)</translation>
    </message>
    <message>
        <source>Keep the masks that were tracked again.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>保留重新跟踪得到的掩码。</translation>
    </message>
    <message>
        <source>L&amp;arger Brush</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>放大画笔(&amp;A)</translation>
    </message>
    <message>
        <source>Let two objects have the same pixel in exports; otherwise the upper one of the list has it.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>导出时允许两个对象占用同一像素；否则该像素归列表中靠上的对象。</translation>
    </message>
    <message>
        <source>Look at the One Be&amp;fore</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>看上一处(&amp;F)</translation>
    </message>
    <message>
        <source>Make the brush and the eraser larger.</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>放大画笔和橡皮擦。</translation>
    </message>
    <message>
        <source>Make the brush and the eraser smaller.</source>
        <extracomment>desktop/actions/tool.py</extracomment>
        <translation>缩小画笔和橡皮擦。</translation>
    </message>
    <message>
        <source>Make the copied mask the selected object&apos;s mask on this frame.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>将复制的掩码设为所选对象在此帧的掩码。</translation>
    </message>
    <message>
        <source>Make the selected object&apos;s mask on this frame one pixel larger all around.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>将所选对象在此帧的掩码向四周扩大一个像素。</translation>
    </message>
    <message>
        <source>Make the selected object&apos;s mask on this frame one pixel smaller all around.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>将所选对象在此帧的掩码向四周缩小一个像素。</translation>
    </message>
    <message>
        <source>Next Listed in &amp;Time</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>按时间下一处(&amp;T)</translation>
    </message>
    <message>
        <source>Objects May Overla&amp;p</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>允许对象重叠(&amp;P)</translation>
    </message>
    <message>
        <source>Previous Listed in T&amp;ime</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>按时间上一处(&amp;I)</translation>
    </message>
    <message>
        <source>Remove Small &amp;Islands</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>移除小孤岛(&amp;I)</translation>
    </message>
    <message>
        <source>Remove every separate part of the mask on this frame but the largest.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>移除此帧掩码中除最大部分外的所有分离部分。</translation>
    </message>
    <message>
        <source>Round off what is jagged at the edge of the mask on this frame.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>将此帧掩码边缘的锯齿修圆。</translation>
    </message>
    <message>
        <source>S&amp;hrink</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>收缩(&amp;H)</translation>
    </message>
    <message>
        <source>S&amp;mooth Edge</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>平滑边缘(&amp;M)</translation>
    </message>
    <message>
        <source>Show or hide the frames to look at and their states.</source>
        <extracomment>desktop/actions/view.py</extracomment>
        <translation>显示或隐藏待查看的帧及其状态。</translation>
    </message>
    <message>
        <source>Show the masks as they were before they were tracked again: press, or hold the key.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>显示重新跟踪之前的掩码：按下切换，或按住。</translation>
    </message>
    <message>
        <source>Take the names of classes from a text file, a data.yaml or a COCO file.</source>
        <extracomment>desktop/actions/object.py</extracomment>
        <translation>从文本文件、data.yaml 或 COCO 文件读取类别名称。</translation>
    </message>
    <message>
        <source>To the frame before in the review list.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>转到复查列表中的上一帧。</translation>
    </message>
    <message>
        <source>To the frame before, in order of time, that the review list shows.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>按时间顺序转到复查列表中的上一帧。</translation>
    </message>
    <message>
        <source>To the next frame of the review list: flagged ones first, then the least certain.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>转到复查列表中的下一帧：先存疑，后最不确定。</translation>
    </message>
    <message>
        <source>To the next frame, in order of time, that the review list shows.</source>
        <extracomment>desktop/actions/go.py</extracomment>
        <translation>按时间顺序转到复查列表中的下一帧。</translation>
    </message>
    <message>
        <source>Track &amp;Again</source>
        <extracomment>desktop/actions/track.py desktop/window/stretch_bar.py</extracomment>
        <translation>重新跟踪(&amp;A)</translation>
    </message>
    <message>
        <source>Track only the stretch that your correction can change, up to the nearest settled frames.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>只跟踪你的修正所能影响的一段，直到最近的已确定帧。</translation>
    </message>
    <message>
        <source>Write a comment on the selected object&apos;s mask on this frame.</source>
        <extracomment>desktop/actions/mask.py</extracomment>
        <translation>为所选对象在此帧的掩码写批注。</translation>
    </message>
    <message>
        <source>Nano (built in)</source>
        <extracomment>core/engine/registry.py</extracomment>
        <translation>Nano（内置）</translation>
    </message>
    <message numerus="yes">
        <source>CPU, {n} threads</source>
        <extracomment>core/engine/device.py desktop/controllers/models.py</extracomment>
        <translation>
            <numerusform>CPU，{n} 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>cache</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>缓存</translation>
    </message>
    <message>
        <source>log</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>日志</translation>
    </message>
    <message>
        <source>models</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>模型</translation>
    </message>
    <message>
        <source>projects</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>项目</translation>
    </message>
    <message>
        <source>settings</source>
        <extracomment>core/doctor/machine.py</extracomment>
        <translation>设置</translation>
    </message>
    <message>
        <source>CPU, {n} thread</source>
        <extracomment>core/engine/device.py</extracomment>
        <translation>CPU，{n} 个线程</translation>
    </message>
    <message>
        <source>The box {corners} is empty: it needs left &lt; right and top &lt; bottom.</source>
        <extracomment>core/engine/prompts.py</extracomment>
        <translation>框 {corners} 为空：须左小于右、上小于下。</translation>
    </message>
    <message>
        <source>The box {corners} reaches outside the frame of {size} pixels.</source>
        <extracomment>core/engine/prompts.py</extracomment>
        <translation>框 {corners} 超出 {size} 像素的画面。</translation>
    </message>
    <message>
        <source>The point {x:g},{y:g} lies outside the frame of {size} pixels.</source>
        <extracomment>core/engine/prompts.py</extracomment>
        <translation>点 {x:g},{y:g} 在 {size} 像素的画面之外。</translation>
    </message>
    <message>
        <source>The model configuration {file} has no &apos;model&apos; section.</source>
        <extracomment>core/engine/registry.py</extracomment>
        <translation>模型配置 {file} 中没有“model”部分。</translation>
    </message>
    <message>
        <source>The model configuration {file} is damaged: {error}</source>
        <extracomment>core/engine/registry.py</extracomment>
        <translation>模型配置 {file} 已损坏：{error}</translation>
    </message>
    <message>
        <source>The model configuration {file} is missing; reinstall the program.</source>
        <extracomment>core/engine/registry.py</extracomment>
        <translation>缺少模型配置 {file}；请重新安装程序。</translation>
    </message>
    <message>
        <source>There is no model “{text}”: it is neither a file nor one of {models}.</source>
        <extracomment>core/engine/registry.py</extracomment>
        <translation>没有模型“{text}”：既不是文件，也不是 {models} 之一。</translation>
    </message>
    <message>
        <source>{file} does not say which model it was tuned from.</source>
        <extracomment>core/engine/registry.py</extracomment>
        <translation>{file} 未注明由哪个模型微调而来。</translation>
    </message>
    <message>
        <source>Frame {frame} is {width}×{height} pixels, but the media is {wanted}.</source>
        <extracomment>core/tracking/feed.py</extracomment>
        <translation>第 {frame} 帧为 {width}×{height} 像素，而媒体为 {wanted}。</translation>
    </message>
    <message>
        <source>Nothing is tracked: every prompt lies after the range.</source>
        <extracomment>core/tracking/run.py</extracomment>
        <translation>未跟踪：所有提示都在区间之后。</translation>
    </message>
    <message>
        <source>Nothing is tracked: every prompt lies before the range.</source>
        <extracomment>core/tracking/run.py</extracomment>
        <translation>未跟踪：所有提示都在区间之前。</translation>
    </message>
    <message>
        <source>Object {object} begins with negative points only, on frame {frame}: click on the object first.</source>
        <extracomment>core/tracking/run.py</extracomment>
        <translation>对象 {object} 在第 {frame} 帧只有负提示点：请先点击对象。</translation>
    </message>
    <message>
        <source>Object {object} has no prompt: click it first.</source>
        <extracomment>core/tracking/run.py</extracomment>
        <translation>对象 {object} 没有提示：请先点击它。</translation>
    </message>
    <message>
        <source>It answers boxes worse: IoU {now:.3f} against {before:.3f}.</source>
        <extracomment>core/training/compare.py</extracomment>
        <translation>对框的回答更差：IoU {now:.3f}，之前为 {before:.3f}。</translation>
    </message>
    <message>
        <source>It answers clicks worse: IoU {now:.3f} against {before:.3f}.</source>
        <extracomment>core/training/compare.py</extracomment>
        <translation>对点击的回答更差：IoU {now:.3f}，之前为 {before:.3f}。</translation>
    </message>
    <message>
        <source>Features cannot be kept in {root}: {why}.</source>
        <extracomment>core/training/embeddings.py</extracomment>
        <translation>无法在 {root} 中保存特征：{why}。</translation>
    </message>
    <message>
        <source>The weights kept are {share:.0%} of the way from the model before to the best ones: about as good here, and less of what it knew is forgotten.</source>
        <extracomment>core/training/fit.py</extracomment>
        <translation>保留的权重位于之前的模型与最佳权重之间 {share:.0%} 处：在这里效果相当，而模型原先掌握的内容遗忘得更少。</translation>
    </message>
    <message>
        <source>least certain</source>
        <extracomment>desktop/controllers/review.py</extracomment>
        <translation>最不确定</translation>
    </message>
    <message>
        <source>About SAMuraiVision</source>
        <extracomment>desktop/dialogs/about.py</extracomment>
        <translation>关于 SAMuraiVision</translation>
    </message>
    <message>
        <source>Annotates video with a segmenter that follows what you click.</source>
        <extracomment>desktop/dialogs/about.py</extracomment>
        <translation>用会跟随你所点对象的分割模型标注视频。</translation>
    </message>
    <message>
        <source>BSD-3-Clause; its builds of FFmpeg hold x264 and x265, GPL</source>
        <extracomment>desktop/dialogs/about.py</extracomment>
        <translation>BSD-3-Clause；其 FFmpeg 构建含 x264 和 x265（GPL）</translation>
    </message>
    <message>
        <source>Close this window.</source>
        <extracomment>desktop/dialogs/about.py desktop/dialogs/doctor.py desktop/dialogs/help.py desktop/dialogs/import_masks.py desktop/dialogs/licences.py desktop/dialogs/models.py</extracomment>
        <translation>关闭此窗口。</translation>
    </message>
    <message>
        <source>It stands on</source>
        <extracomment>desktop/dialogs/about.py</extracomment>
        <translation>基于以下软件</translation>
    </message>
    <message>
        <source>Licences</source>
        <extracomment>desktop/dialogs/about.py desktop/dialogs/licences.py</extracomment>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Model: {model}</source>
        <extracomment>desktop/dialogs/about.py</extracomment>
        <translation>模型：{model}</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <extracomment>desktop/dialogs/about.py</extracomment>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Whose work is in this program, under which licence.</source>
        <extracomment>desktop/dialogs/about.py</extracomment>
        <translation>程序中包含谁的作品、采用何种许可证。</translation>
    </message>
    <message>
        <source>from source</source>
        <extracomment>desktop/dialogs/about.py</extracomment>
        <translation>源码</translation>
    </message>
    <message>
        <source>no model loaded yet</source>
        <extracomment>desktop/dialogs/about.py</extracomment>
        <translation>尚未加载模型</translation>
    </message>
    <message>
        <source>Close this and go on working.</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>关闭此窗口并继续工作。</translation>
    </message>
    <message>
        <source>Copied</source>
        <extracomment>desktop/dialogs/crash.py desktop/dialogs/doctor.py</extracomment>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy Details</source>
        <extracomment>desktop/dialogs/crash.py desktop/window/reactions.py</extracomment>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Copy the details, for a bug report.</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>复制详情，用于错误报告。</translation>
    </message>
    <message>
        <source>Details</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>详情</translation>
    </message>
    <message>
        <source>Every change is on disk as you make it, so nothing is lost and you can go on. If it happens again, copy the details into a bug report: they hold no names of your folders, videos or projects.</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>每次更改都会立即写入磁盘，因此没有任何丢失，可以继续工作。如果再次发生，请将详情复制到错误报告中：其中不含你的文件夹、视频或项目名称。</translation>
    </message>
    <message>
        <source>Go On</source>
        <extracomment>desktop/dialogs/crash.py desktop/training/presence.py desktop/window/reactions.py</extracomment>
        <translation>继续</translation>
    </message>
    <message>
        <source>Hide Details</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>隐藏详情</translation>
    </message>
    <message numerus="yes">
        <source>It happened {n} more times since.</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>
            <numerusform>此后又发生了 {n} 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>No file browser answers here. The folder is {folder}.</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>此处没有可用的文件浏览器。文件夹是 {folder}。</translation>
    </message>
    <message>
        <source>SAMuraiVision did not end as it should the last time.</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>SAMuraiVision 上次没有正常结束。</translation>
    </message>
    <message>
        <source>Show Details</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>显示详情</translation>
    </message>
    <message>
        <source>Show Log Folder</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Show what would be copied.</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>显示将要复制的内容。</translation>
    </message>
    <message>
        <source>Something went wrong. Your project is safe.</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>出错了。你的项目是安全的。</translation>
    </message>
    <message>
        <source>What Copy Details copies.</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>“复制详情”所复制的内容。</translation>
    </message>
    <message>
        <source>Your project is safe: every change was on disk as you made it. The details say what is known of the crash, without names of your folders, videos or projects.</source>
        <extracomment>desktop/dialogs/crash.py</extracomment>
        <translation>你的项目是安全的：每次更改都已写入磁盘。详情中是已知的崩溃信息，不含你的文件夹、视频或项目名称。</translation>
    </message>
    <message>
        <source>All is well.</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>desktop/dialogs/doctor.py desktop/dialogs/models.py desktop/window/reactions.py desktop/window/track_bar.py</extracomment>
        <translation>取消</translation>
    </message>
    <message>
        <source>Check Again</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Check This Computer</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>检查此电脑</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>desktop/dialogs/doctor.py desktop/dialogs/export.py desktop/dialogs/help.py desktop/dialogs/import_masks.py desktop/dialogs/models.py desktop/dialogs/settings.py desktop/training/presence.py desktop/window/message_bar.py</extracomment>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy Report</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copy what was found, without personal names.</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>复制检查结果，不含个人名称。</translation>
    </message>
    <message>
        <source>Fault</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>故障</translation>
    </message>
    <message>
        <source>Findings</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>It could not be finished; the log has the details.</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>未能完成；详情见日志。</translation>
    </message>
    <message>
        <source>It works, but something could be better.</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>可以工作，但有可改进之处。</translation>
    </message>
    <message>
        <source>Look at</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>请留意</translation>
    </message>
    <message>
        <source>Look at everything once more.</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>重新检查所有项目。</translation>
    </message>
    <message>
        <source>Looking at: {part}…</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>正在检查：{part}…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <extracomment>desktop/dialogs/doctor.py desktop/training/data_panel.py</extracomment>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>提示</translation>
    </message>
    <message>
        <source>OK</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>正常</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>desktop/dialogs/doctor.py desktop/window/message_bar.py</extracomment>
        <translation>进度</translation>
    </message>
    <message>
        <source>Something does not work.</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>有功能无法工作。</translation>
    </message>
    <message>
        <source>Stop looking.</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>停止检查。</translation>
    </message>
    <message>
        <source>Stopped; not everything was looked at.</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>已停止；未检查完所有项目。</translation>
    </message>
    <message>
        <source>The window needs more room: choose a lower scale in the system&apos;s settings.</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>窗口需要更多空间：请在系统设置中选择较小的缩放比例。</translation>
    </message>
    <message>
        <source>{size} at {scale:.0%}, {platform}</source>
        <extracomment>desktop/dialogs/doctor.py</extracomment>
        <translation>{size}，{scale:.0%}，{platform}</translation>
    </message>
    <message>
        <source>1 writes every frame, 5 every fifth.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>1 写出每一帧，5 每五帧写出一帧。</translation>
    </message>
    <message>
        <source>All masks</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>所有掩码</translation>
    </message>
    <message>
        <source>An earlier export in this folder gives way to the new one.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>此文件夹中先前的导出将被新的替换。</translation>
    </message>
    <message>
        <source>Cancel Export</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>取消导出</translation>
    </message>
    <message>
        <source>Cancelled; no file was left behind.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>已取消；没有留下任何文件。</translation>
    </message>
    <message>
        <source>Choose the folder to put it in.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>选择存放的文件夹。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <extracomment>desktop/dialogs/export.py desktop/dialogs/settings_general.py</extracomment>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Close this window. An export that goes on is not stopped by it.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>关闭此窗口。正在进行的导出不会因此停止。</translation>
    </message>
    <message>
        <source>Every</source>
        <extracomment>desktop/dialogs/export.py desktop/window/skip_menu.py</extracomment>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Every pixel is kept and compared; where objects overlap, the upper one has it.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>每个像素都会保留并比对；对象重叠处归靠上的对象。</translation>
    </message>
    <message>
        <source>Every pixel is kept; the files are read back and compared.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>每个像素都会保留；写出的文件会读回并比对。</translation>
    </message>
    <message>
        <source>Export</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export progress</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>First frame</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>起始帧</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Format</source>
        <extracomment>desktop/dialogs/export.py desktop/dialogs/import_masks.py</extracomment>
        <translation>格式</translation>
    </message>
    <message>
        <source>Frames</source>
        <extracomment>desktop/dialogs/export.py desktop/panels/review.py</extracomment>
        <translation>帧</translation>
    </message>
    <message>
        <source>Last frame</source>
        <extracomment>desktop/dialogs/export.py desktop/timeline/transport.py</extracomment>
        <translation>结束帧</translation>
    </message>
    <message>
        <source>Masks</source>
        <extracomment>desktop/dialogs/export.py desktop/panels/object_rows.py</extracomment>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Objects</source>
        <extracomment>desktop/dialogs/export.py desktop/panels/objects.py desktop/window/main_window.py</extracomment>
        <translation>对象</translation>
    </message>
    <message>
        <source>Only approved masks</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>仅已通过的掩码</translation>
    </message>
    <message>
        <source>Only key frames</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>仅关键帧</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <extracomment>desktop/dialogs/export.py desktop/window/reactions.py</extracomment>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Put the Export in This Folder</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>将导出放在此文件夹</translation>
    </message>
    <message>
        <source>Read back: every pixel is the same.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>已读回：每个像素都相同。</translation>
    </message>
    <message>
        <source>Read back: mean IoU {mean:.4f}, worst {worst:.4f}.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>已读回：平均 IoU {mean:.4f}，最差 {worst:.4f}。</translation>
    </message>
    <message>
        <source>Reading the files back…</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>正在读回文件…</translation>
    </message>
    <message>
        <source>Replace</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace the export that is there</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>替换已有的导出</translation>
    </message>
    <message>
        <source>Show the exported files.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>显示导出的文件。</translation>
    </message>
    <message>
        <source>Stop; no file is left behind.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>停止；不会留下任何文件。</translation>
    </message>
    <message>
        <source>The folder that the files go into. It appears when all is written.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>文件写入的文件夹。全部写完后才会出现。</translation>
    </message>
    <message>
        <source>The kind of files to write.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>要写出的文件类型。</translation>
    </message>
    <message>
        <source>Which masks to write. Frames without any of them are left out.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>要写出哪些掩码。没有掩码的帧会被略去。</translation>
    </message>
    <message>
        <source>Write the files.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>写出文件。</translation>
    </message>
    <message>
        <source>every</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>每隔</translation>
    </message>
    <message>
        <source>frames</source>
        <extracomment>desktop/dialogs/export.py desktop/window/skip_menu.py</extracomment>
        <translation>帧</translation>
    </message>
    <message>
        <source>to</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>到</translation>
    </message>
    <message>
        <source>{done} of {total} frames are written.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>已写出 {done} / {total} 帧。</translation>
    </message>
    <message>
        <source>{frames} frames with {masks} masks are in {path}.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>{frames} 帧、{masks} 个掩码已写入 {path}。</translation>
    </message>
    <message>
        <source>{name} to write, from 0 to {last}.</source>
        <extracomment>desktop/dialogs/export.py</extracomment>
        <translation>要写出的{name}，0 到 {last}。</translation>
    </message>
    <message>
        <source>Class in the files</source>
        <extracomment>desktop/dialogs/export_objects.py</extracomment>
        <translation>文件中的类别</translation>
    </message>
    <message>
        <source>Object</source>
        <extracomment>desktop/dialogs/export_objects.py desktop/panels/review.py</extracomment>
        <translation>对象</translation>
    </message>
    <message>
        <source>Objects to export</source>
        <extracomment>desktop/dialogs/export_objects.py</extracomment>
        <translation>要导出的对象</translation>
    </message>
    <message>
        <source>Untick what is to stay behind. Double-click a class to call it something else.</source>
        <extracomment>desktop/dialogs/export_objects.py</extracomment>
        <translation>取消勾选不导出的对象。双击类别可改用其他名称。</translation>
    </message>
    <message>
        <source>Choose a page.</source>
        <extracomment>desktop/dialogs/guide.py</extracomment>
        <translation>选择一页。</translation>
    </message>
    <message>
        <source>Find in the guide</source>
        <extracomment>desktop/dialogs/guide.py</extracomment>
        <translation>在指南中查找</translation>
    </message>
    <message>
        <source>Guide</source>
        <extracomment>desktop/dialogs/guide.py</extracomment>
        <translation>使用指南</translation>
    </message>
    <message>
        <source>Links lead to other pages.</source>
        <extracomment>desktop/dialogs/guide.py</extracomment>
        <translation>链接可转到其他页。</translation>
    </message>
    <message>
        <source>No page has these words.</source>
        <extracomment>desktop/dialogs/guide.py</extracomment>
        <translation>没有包含这些词的页。</translation>
    </message>
    <message>
        <source>Page</source>
        <extracomment>desktop/dialogs/guide.py</extracomment>
        <translation>页面</translation>
    </message>
    <message>
        <source>Pages</source>
        <extracomment>desktop/dialogs/guide.py desktop/dialogs/settings.py</extracomment>
        <translation>页面</translation>
    </message>
    <message>
        <source>Show only the pages with these words; Enter goes to the next place.</source>
        <extracomment>desktop/dialogs/guide.py</extracomment>
        <translation>只显示包含这些词的页；Enter 转到下一处。</translation>
    </message>
    <message>
        <source> and </source>
        <extracomment>desktop/dialogs/help.py desktop/window/brush_note.py</extracomment>
        <translation> 和 </translation>
    </message>
    <message>
        <source>A filled mask is wrong</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>填补的掩码有误</translation>
    </message>
    <message>
        <source>A frame on which the model ran, or that a person corrected.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>模型运行过或由人修正过的帧。</translation>
    </message>
    <message>
        <source>A mask between two key frames, carried there from both sides by the motion in the picture.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>两个关键帧之间的掩码，根据画面运动从两侧带入。</translation>
    </message>
    <message>
        <source>As many key frames as the motion asks for: few where little moves.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>关键帧数量由运动决定：运动少则关键帧少。</translation>
    </message>
    <message>
        <source>Beside their video, or where the settings say. Every change is written as you make it.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>在视频旁边，或设置中指定的位置。每次更改都会立即写入。</translation>
    </message>
    <message>
        <source>Change Keys…</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>更改快捷键…</translation>
    </message>
    <message>
        <source>Change the size of the brush.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>更改画笔大小。</translation>
    </message>
    <message>
        <source>Check the Least Certain</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>检查最不确定的</translation>
    </message>
    <message>
        <source>Click / right-click</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>点击 / 右键点击</translation>
    </message>
    <message>
        <source>Commands and Shortcuts</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>命令与快捷键</translation>
    </message>
    <message>
        <source>Commands and shortcuts</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>命令与快捷键</translation>
    </message>
    <message>
        <source>Correct it: it becomes a key frame, and once you go on, its neighbours are filled anew from it.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>修正它：它会成为关键帧，你继续时，相邻的帧会据此重新填补。</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>Ctrl + 滚轮</translation>
    </message>
    <message>
        <source>Del on a mark</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>在标记上按 Del</translation>
    </message>
    <message>
        <source>Drag</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>拖动</translation>
    </message>
    <message>
        <source>Enter, Backspace</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>Enter、Backspace</translation>
    </message>
    <message>
        <source>Esc</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Fill the polygon, take back its last corner (Polygon tool).</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>完成多边形、撤回最后一个顶点（多边形工具）。</translation>
    </message>
    <message>
        <source>Filled</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>填补</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>查找命令或按键</translation>
    </message>
    <message>
        <source>Forget the gesture under way; else cancel tracking.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>放弃当前手势；否则取消跟踪。</translation>
    </message>
    <message>
        <source>Green, yellow or red line below</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>下方的绿线、黄线或红线</translation>
    </message>
    <message>
        <source>Hatched bar</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>斜纹条</translation>
    </message>
    <message>
        <source>How well the two sides must agree; where they do not, the model runs in the middle.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>两侧须有多一致；不一致之处模型在中间运行。</translation>
    </message>
    <message>
        <source>In your own folders: Settings &gt; General names them.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>在你自己的文件夹中：见“设置 &gt; 常规”。</translation>
    </message>
    <message>
        <source>Include / leave out what is under the pointer (Click tool).</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>包含 / 排除指针下的部分（点击工具）。</translation>
    </message>
    <message>
        <source>Key frame</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>关键帧</translation>
    </message>
    <message>
        <source>Mark a range of frames.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>标记一段帧区间。</translation>
    </message>
    <message>
        <source>Middle button, dragged</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>拖动中键</translation>
    </message>
    <message>
        <source>Move along.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>移动。</translation>
    </message>
    <message>
        <source>Move the view.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>移动视图。</translation>
    </message>
    <message>
        <source>Nothing has that in its name.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>没有名称包含这些内容的项目。</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <extracomment>desktop/dialogs/help.py desktop/guide.py</extracomment>
        <translation>画布</translation>
    </message>
    <message>
        <source>On the timeline</source>
        <extracomment>desktop/dialogs/help.py desktop/guide.py</extracomment>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Portable</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>便携模式</translation>
    </message>
    <message>
        <source>Projects</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>项目</translation>
    </message>
    <message>
        <source>Quality … Speed</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>质量 … 速度</translation>
    </message>
    <message>
        <source>Remove that click or box (Click and Box tools).</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>移除该提示点或框（点击和框工具）。</translation>
    </message>
    <message>
        <source>Right or middle button, dragged</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>拖动右键或中键</translation>
    </message>
    <message>
        <source>Runs the model on the ten filled frames that can be trusted least, and fills round them anew.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>在最不可信的十个填补帧上运行模型，并重新填补其周围。</translation>
    </message>
    <message>
        <source>Scroll through the objects.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>滚动浏览对象。</translation>
    </message>
    <message>
        <source>Scrub.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>逐帧浏览。</translation>
    </message>
    <message>
        <source>Settings, models, logs</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>设置、模型、日志</translation>
    </message>
    <message>
        <source>Shift + drag</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>Shift + 拖动</translation>
    </message>
    <message>
        <source>Shift + wheel</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>Shift + 滚轮</translation>
    </message>
    <message>
        <source>Shift + wheel, or {keys}</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>Shift + 滚轮，或 {keys}</translation>
    </message>
    <message>
        <source>Show only what has these words, in any order, or this key.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>只显示包含这些词（不限顺序）或此按键的内容。</translation>
    </message>
    <message>
        <source>Skip: Auto</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>跳帧：自动</translation>
    </message>
    <message>
        <source>Skipping</source>
        <extracomment>desktop/dialogs/help.py desktop/window/track_bar.py</extracomment>
        <translation>跳帧</translation>
    </message>
    <message>
        <source>Solid bar</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>实心条</translation>
    </message>
    <message>
        <source>Tall bar with a bright edge</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>带亮边的高条</translation>
    </message>
    <message>
        <source>Thin, pale bar</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>浅色细条</translation>
    </message>
    <message>
        <source>Training leaves filled masks out unless told otherwise; an export can, too.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>除非另有指定，训练不使用填补的掩码；导出也可以不用。</translation>
    </message>
    <message>
        <source>Training, exporting</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>训练、导出</translation>
    </message>
    <message>
        <source>What the timeline shows</source>
        <extracomment>desktop/dialogs/help.py desktop/guide.py</extracomment>
        <translation>时间轴的含义</translation>
    </message>
    <message>
        <source>Wheel</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>内容存放在哪里</translation>
    </message>
    <message>
        <source>White diamond</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>白色菱形</translation>
    </message>
    <message>
        <source>With a file named {file} or a folder named {folder} beside the program, settings, models, caches and logs are all kept in that folder, and can be carried about with it.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>如果程序旁边有名为 {file} 的文件或名为 {folder} 的文件夹，设置、模型、缓存和日志都会存放在该文件夹中，可随身携带。</translation>
    </message>
    <message>
        <source>Zoom at the pointer.</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>以指针为中心缩放。</translation>
    </message>
    <message>
        <source>a click, a box or a painted mask</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>点击、框或手绘掩码</translation>
    </message>
    <message>
        <source>approved, corrected or flagged</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>已通过、已修正或存疑</translation>
    </message>
    <message>
        <source>filled: the model did not look at this frame; see Skipping</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>填补：模型没有看这一帧；见“跳帧”</translation>
    </message>
    <message>
        <source>inferred: the model found the mask on this very frame</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>推理：模型就在这一帧找到了掩码</translation>
    </message>
    <message>
        <source>painted by hand</source>
        <extracomment>desktop/dialogs/help.py desktop/timeline/legend.py</extracomment>
        <translation>手绘</translation>
    </message>
    <message>
        <source>{keys}, held</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>按住 {keys}</translation>
    </message>
    <message>
        <source>{key} or middle button, dragged</source>
        <extracomment>desktop/dialogs/help.py</extracomment>
        <translation>{key} 或拖动中键</translation>
    </message>
    <message>
        <source>Cancel Import</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>取消导入</translation>
    </message>
    <message>
        <source>Cancelled; nothing has changed.</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>已取消；没有任何更改。</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Choose a file to read.</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>选择要读取的文件。</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Choose a folder to read.</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>选择要读取的文件夹。</translation>
    </message>
    <message>
        <source>Each object in the files becomes a new object here. It is one step to undo.</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>文件中的每个对象都会成为这里的一个新对象。可一步撤销。</translation>
    </message>
    <message>
        <source>Files</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>文件</translation>
    </message>
    <message>
        <source>File…</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Import</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import Masks</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>导入掩码</translation>
    </message>
    <message>
        <source>Import Masks From a File</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>从文件导入掩码</translation>
    </message>
    <message>
        <source>Import Masks From a Folder</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>从文件夹导入掩码</translation>
    </message>
    <message>
        <source>Import progress</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Read the files.</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>读取文件。</translation>
    </message>
    <message>
        <source>The file or the folder to read.</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>要读取的文件或文件夹。</translation>
    </message>
    <message>
        <source>The kind of files to read.</source>
        <extracomment>desktop/dialogs/import_masks.py</extracomment>
        <translation>要读取的文件类型。</translation>
    </message>
    <message>
        <source>A key to hold is one key alone.</source>
        <extracomment>desktop/dialogs/key_field.py</extracomment>
        <translation>按住的键只能是单个按键。</translation>
    </message>
    <message>
        <source>Press the key to hold… (Esc: none)</source>
        <extracomment>desktop/dialogs/key_field.py</extracomment>
        <translation>请按要按住的键…（Esc：无）</translation>
    </message>
    <message>
        <source>Press the new keys… (Esc: none)</source>
        <extracomment>desktop/dialogs/key_field.py</extracomment>
        <translation>请按新的快捷键…（Esc：无）</translation>
    </message>
    <message>
        <source>That key moves about in the window and presses its buttons; take another.</source>
        <extracomment>desktop/dialogs/key_field.py</extracomment>
        <translation>该键用于在窗口中移动和按下按钮；请换一个。</translation>
    </message>
    <message>
        <source>Licences of everything in this program</source>
        <extracomment>desktop/dialogs/licences.py</extracomment>
        <translation>程序中所有内容的许可证</translation>
    </message>
    <message>
        <source>Whose work is in this program, under which licence, and the licences&apos; texts.</source>
        <extracomment>desktop/dialogs/licences.py</extracomment>
        <translation>程序中包含谁的作品、采用何种许可证，以及许可证全文。</translation>
    </message>
    <message>
        <source>%d %B %Y, %H:%M</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>%Y年%m月%d日 %H:%M</translation>
    </message>
    <message>
        <source>A checkpoint taken in from a file.</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>从文件导入的检查点。</translation>
    </message>
    <message>
        <source>A tuned model: {base} with what was learnt here.</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>微调模型：{base} 加上在这里学到的内容。</translation>
    </message>
    <message>
        <source>Clicks to IoU 0.90</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>达到 IoU 0.90 的点击数</translation>
    </message>
    <message>
        <source>Comes from</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>来源</translation>
    </message>
    <message>
        <source>IoU after one click</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>一次点击的 IoU</translation>
    </message>
    <message>
        <source>IoU from a box</source>
        <extracomment>desktop/dialogs/model_card.py desktop/training/comparison.py</extracomment>
        <translation>框的 IoU</translation>
    </message>
    <message>
        <source>J when tracking</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>跟踪时的 J</translation>
    </message>
    <message>
        <source>Learnt from</source>
        <extracomment>desktop/dialogs/model_card.py desktop/training/runs_table.py</extracomment>
        <translation>学习自</translation>
    </message>
    <message>
        <source>Licence</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Made</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Memory needed</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>所需内存</translation>
    </message>
    <message>
        <source>Meta&apos;s SAM 2.1 between Tiny and Base+.</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>Meta 的 SAM 2.1，介于 Tiny 和 Base+ 之间。</translation>
    </message>
    <message>
        <source>Meta&apos;s SAM 2.1 for difficult objects, on a graphics card.</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>Meta 的 SAM 2.1，用于困难对象，需要显卡。</translation>
    </message>
    <message>
        <source>Meta&apos;s best SAM 2.1, for a graphics card with room.</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>Meta 最好的 SAM 2.1，需要显存充足的显卡。</translation>
    </message>
    <message>
        <source>Meta&apos;s smallest SAM 2.1: better masks than Nano, at home on any graphics card.</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>Meta 最小的 SAM 2.1：掩码优于 Nano，适合任何显卡。</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>desktop/dialogs/model_card.py desktop/training/run_view.py</extracomment>
        <translation>备注</translation>
    </message>
    <message>
        <source>On pictures it had not seen</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>在未见过的图片上</translation>
    </message>
    <message>
        <source>Size</source>
        <extracomment>desktop/dialogs/model_card.py desktop/dialogs/models.py</extracomment>
        <translation>大小</translation>
    </message>
    <message>
        <source>Small and fast; made for computers without a graphics card. Ships with the program.</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>小而快；为没有显卡的电脑而做。随程序附带。</translation>
    </message>
    <message>
        <source>Speed here</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>本机速度</translation>
    </message>
    <message>
        <source>Stands on</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>基于</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>desktop/dialogs/model_card.py desktop/dialogs/models.py desktop/training/runs_table.py</extracomment>
        <translation>状态</translation>
    </message>
    <message>
        <source>Tuned</source>
        <extracomment>desktop/dialogs/model_card.py desktop/training/comparison.py desktop/training/pictures.py</extracomment>
        <translation>微调后</translation>
    </message>
    <message>
        <source>What it is good for, what to watch out for…</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>适合什么、要注意什么…</translation>
    </message>
    <message>
        <source>Your notes on this model; they are kept as you write.</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>你对此模型的备注；边写边保存。</translation>
    </message>
    <message>
        <source>about {size}</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>约 {size}</translation>
    </message>
    <message>
        <source>as its maker says</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>以其作者说明为准</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>unknown</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>未知</translation>
    </message>
    <message>
        <source>{click} a click, {frame} a tracked frame</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>每次点击 {click}，跟踪每帧 {frame}</translation>
    </message>
    <message>
        <source>{names} ({n} masks)</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>{names}（{n} 个掩码）</translation>
    </message>
    <message>
        <source>{size}, measured</source>
        <extracomment>desktop/dialogs/model_card.py</extracomment>
        <translation>{size}（实测）</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>下载(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Go On Downloading</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>继续下载(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Import from File…</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>从文件导入(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Measure Speed</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>测速(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>移除(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>使用(&amp;U)</translation>
    </message>
    <message>
        <source>Choose a model to see it in full.</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>选择一个模型以查看完整信息。</translation>
    </message>
    <message>
        <source>Delete this model from the disk to free its room.</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>从磁盘删除此模型以释放空间。</translation>
    </message>
    <message>
        <source>Fetch this model; you can go on working meanwhile.</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>下载此模型；期间可以继续工作。</translation>
    </message>
    <message>
        <source>Import a Model</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>It can be downloaded again.</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>可以重新下载。</translation>
    </message>
    <message>
        <source>It cannot be brought back.</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>无法恢复。</translation>
    </message>
    <message>
        <source>Model</source>
        <extracomment>desktop/dialogs/models.py desktop/dialogs/settings_speed.py desktop/window/status_bar.py</extracomment>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models (*.pt *.pth *.safetensors);;All files (*)</source>
        <extracomment>desktop/dialogs/models.py desktop/window/model_menu.py</extracomment>
        <translation>模型 (*.pt *.pth *.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Remove a Model</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>移除模型</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>移除 {name}？</translation>
    </message>
    <message>
        <source>Take in a model from a file: for computers without a network.</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>从文件导入模型：用于没有网络的电脑。</translation>
    </message>
    <message>
        <source>This frees {size}.</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>将释放 {size}。</translation>
    </message>
    <message>
        <source>Time a click and tracking on this computer.</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>测量在此电脑上点击和跟踪的用时。</translation>
    </message>
    <message>
        <source>Use this model from now on, for clicks and tracking.</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>从现在起用此模型进行点击和跟踪。</translation>
    </message>
    <message>
        <source>in use</source>
        <extracomment>desktop/dialogs/models.py</extracomment>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Command</source>
        <extracomment>desktop/dialogs/palette.py desktop/dialogs/settings_keys.py desktop/guide.py</extracomment>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>命令</translation>
    </message>
    <message>
        <source>Type some words of what you want to do, in any order; Enter runs it.</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>输入想做的事的几个词，不限顺序；Enter 运行。</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>你想做什么？</translation>
    </message>
    <message>
        <source>click an object first</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>请先点击对象</translation>
    </message>
    <message>
        <source>copy a mask first</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>请先复制掩码</translation>
    </message>
    <message>
        <source>correct a mask first</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>请先修正掩码</translation>
    </message>
    <message>
        <source>mark a range first</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>请先标记区间</translation>
    </message>
    <message>
        <source>no mask is filled</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>没有填补的掩码</translation>
    </message>
    <message>
        <source>no tuned model is used</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>未使用微调模型</translation>
    </message>
    <message>
        <source>not now</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>现在不可用</translation>
    </message>
    <message>
        <source>nothing is tracked</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>没有正在进行的跟踪</translation>
    </message>
    <message>
        <source>nothing to redo</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>没有可重做的</translation>
    </message>
    <message>
        <source>nothing to undo</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>没有可撤销的</translation>
    </message>
    <message>
        <source>nothing was tracked again</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>没有重新跟踪过</translation>
    </message>
    <message>
        <source>open a project first</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>请先打开项目</translation>
    </message>
    <message>
        <source>open a video first</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>请先打开视频</translation>
    </message>
    <message>
        <source>select an object first</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>请先选择对象</translation>
    </message>
    <message>
        <source>wait for the run</source>
        <extracomment>desktop/dialogs/palette.py</extracomment>
        <translation>请等待运行结束</translation>
    </message>
    <message>
        <source>Close this window; everything is kept already.</source>
        <extracomment>desktop/dialogs/settings.py</extracomment>
        <translation>关闭此窗口；所有内容均已保存。</translation>
    </message>
    <message>
        <source>Everything has its default again.</source>
        <extracomment>desktop/dialogs/settings.py</extracomment>
        <translation>全部已恢复默认。</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <extracomment>desktop/dialogs/settings.py</extracomment>
        <translation>查找设置</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <extracomment>desktop/dialogs/settings.py</extracomment>
        <translation>没有包含这些词的设置。</translation>
    </message>
    <message>
        <source>Reset All</source>
        <extracomment>desktop/dialogs/settings.py</extracomment>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Reset This Page</source>
        <extracomment>desktop/dialogs/settings.py</extracomment>
        <translation>重置此页</translation>
    </message>
    <message>
        <source>Show only what has these words, or this key.</source>
        <extracomment>desktop/dialogs/settings.py</extracomment>
        <translation>只显示包含这些词或此按键的内容。</translation>
    </message>
    <message>
        <source>The defaults for everything in the settings.</source>
        <extracomment>desktop/dialogs/settings.py</extracomment>
        <translation>所有设置恢复默认。</translation>
    </message>
    <message>
        <source>The defaults for everything on this page.</source>
        <extracomment>desktop/dialogs/settings.py</extracomment>
        <translation>此页所有设置恢复默认。</translation>
    </message>
    <message>
        <source>Undo</source>
        <extracomment>desktop/dialogs/settings.py</extracomment>
        <translation>撤销</translation>
    </message>
    <message>
        <source>“{page}” has its defaults again.</source>
        <extracomment>desktop/dialogs/settings.py</extracomment>
        <translation>“{page}”已恢复默认。</translation>
    </message>
    <message>
        <source>As the system</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>At start</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>启动时</translation>
    </message>
    <message>
        <source>Beside the video</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>在视频旁边</translation>
    </message>
    <message>
        <source>Choose the folder for new projects.</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>选择新项目的文件夹。</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>desktop/dialogs/settings_general.py desktop/panels/colour_menu.py</extracomment>
        <translation>配色</translation>
    </message>
    <message>
        <source>Dark</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>深色</translation>
    </message>
    <message>
        <source>Draw a line around each mask</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>在每个掩码周围画线</translation>
    </message>
    <message>
        <source>Easier to see where a mask ends.</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>更容易看出掩码的边界。</translation>
    </message>
    <message>
        <source>Every change is written into the project&apos;s file as you make it; this is where that file goes. Projects that are there already stay where they are.</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>每次更改都会立即写入项目文件；这里设置该文件的位置。已有的项目留在原处。</translation>
    </message>
    <message>
        <source>Everything</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Folder for New Projects</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>新项目的文件夹</translation>
    </message>
    <message>
        <source>General</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>常规</translation>
    </message>
    <message>
        <source>How much is written down for a bug report.</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>为错误报告记录多少内容。</translation>
    </message>
    <message>
        <source>How much the masks hide of the frame.</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>掩码遮住画面的程度。</translation>
    </message>
    <message>
        <source>In one folder</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>在一个文件夹中</translation>
    </message>
    <message>
        <source>Kept in</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>存放位置</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>语言 (Language)</translation>
    </message>
    <message>
        <source>Light</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Light or dark surroundings.</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>浅色或深色界面。</translation>
    </message>
    <message>
        <source>Log</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>日志</translation>
    </message>
    <message>
        <source>Masks cover</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>掩码不透明度</translation>
    </message>
    <message>
        <source>New projects</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>新项目</translation>
    </message>
    <message>
        <source>Of menus, windows and the guide. Counts from the next start.</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>菜单、窗口和指南使用的语言。下次启动时生效。</translation>
    </message>
    <message>
        <source>Open what was open the last time</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>打开上次打开的内容</translation>
    </message>
    <message>
        <source>Otherwise it starts empty.</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>否则启动时为空。</translation>
    </message>
    <message>
        <source>Outlines</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>Portable: everything is kept in {folder}, beside the program.</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>便携模式：所有内容都存放在程序旁边的 {folder}。</translation>
    </message>
    <message>
        <source>Settings are in {config}, models in {models}. A folder SAMuraiVision-data beside the program, or the variable {variable}, puts all of it elsewhere.</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>设置在 {config}，模型在 {models}。程序旁边的 SAMuraiVision-data 文件夹或变量 {variable} 可将全部内容放到别处。</translation>
    </message>
    <message>
        <source>The usual</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>一般</translation>
    </message>
    <message>
        <source>Warnings only</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>仅警告</translation>
    </message>
    <message>
        <source>Where the project file of a video goes that has none yet.</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>尚无项目文件的视频，其项目文件放在哪里。</translation>
    </message>
    <message>
        <source>autosave save place location default folder directory</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>自动保存 保存 位置 默认 文件夹 目录</translation>
    </message>
    <message>
        <source>debug verbose logging level</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>调试 详细 日志 级别</translation>
    </message>
    <message>
        <source>edge border contour</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>边缘 边框 轮廓</translation>
    </message>
    <message>
        <source>language english chinese translation</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>语言 中文 英文 翻译 language</translation>
    </message>
    <message>
        <source>opacity transparency</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>不透明度 透明度</translation>
    </message>
    <message>
        <source>portable usb stick folder location home</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>便携 U盘 文件夹 位置</translation>
    </message>
    <message>
        <source>reopen last project startup</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>重新打开 上次 项目 启动</translation>
    </message>
    <message>
        <source>theme dark light system night appearance look</source>
        <extracomment>desktop/dialogs/settings_general.py</extracomment>
        <translation>主题 深色 浅色 系统 夜间 外观</translation>
    </message>
    <message>
        <source>Add</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>添加</translation>
    </message>
    <message>
        <source>Canvas, held</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>画布，按住</translation>
    </message>
    <message>
        <source>Changed; by default {default}.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>已更改；默认为 {default}。</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>命令及其快捷键</translation>
    </message>
    <message>
        <source>Everything stays as it is.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>一切保持原样。</translation>
    </message>
    <message>
        <source>Export Shortcuts</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>导出快捷键</translation>
    </message>
    <message>
        <source>Export…</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Give the chosen command its default keys again.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>恢复所选命令的默认快捷键。</translation>
    </message>
    <message>
        <source>Give the chosen command one more key.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>为所选命令再添加一个快捷键。</translation>
    </message>
    <message>
        <source>Import Shortcuts</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>导入快捷键</translation>
    </message>
    <message>
        <source>Import…</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Keys</source>
        <extracomment>desktop/dialogs/settings_keys.py desktop/guide.py</extracomment>
        <translation>按键</translation>
    </message>
    <message>
        <source>Leave It</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Menu</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>菜单</translation>
    </message>
    <message>
        <source>No Key</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>无快捷键</translation>
    </message>
    <message>
        <source>No key</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>无快捷键</translation>
    </message>
    <message>
        <source>Reset</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>重置</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <extracomment>desktop/dialogs/settings_keys.py desktop/guide.py</extracomment>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Take It Over</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>改为此命令</translation>
    </message>
    <message>
        <source>Take all keys from a file that was exported here or elsewhere.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>从这里或别处导出的文件读取所有快捷键。</translation>
    </message>
    <message>
        <source>Take all keys from the chosen command.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>去掉所选命令的所有快捷键。</translation>
    </message>
    <message>
        <source>The chosen command gets the key, the other one loses it.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>所选命令得到该键，另一个命令失去它。</translation>
    </message>
    <message>
        <source>The keys of the chosen command. Press this, then the new keys.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>所选命令的快捷键。按下此按钮，再按新的快捷键。</translation>
    </message>
    <message>
        <source>What is in the way</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Write your keys into a file, for another computer.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>将你的快捷键写入文件，用于另一台电脑。</translation>
    </message>
    <message>
        <source>Your shortcuts are in {file}.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>你的快捷键在 {file} 中。</translation>
    </message>
    <message>
        <source>no key</source>
        <extracomment>desktop/dialogs/settings_keys.py desktop/guide.py</extracomment>
        <translation>无快捷键</translation>
    </message>
    <message>
        <source>{keys} is the key of “{command}”.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>{keys} 是“{command}”的快捷键。</translation>
    </message>
    <message numerus="yes">
        <source>{n} commands have other keys than by default.</source>
        <extracomment>desktop/dialogs/settings_keys.py</extracomment>
        <translation>
            <numerusform>{n} 个命令的快捷键与默认不同。</numerusform>
        </translation>
    </message>
    <message>
        <source> frames</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation> 帧</translation>
    </message>
    <message>
        <source>As many as there are cores</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>与核心数相同</translation>
    </message>
    <message>
        <source>Changes take effect at once. The model is loaded again where that is needed; a run that goes on ends with what it began with.</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>更改立即生效。需要时会重新加载模型；正在进行的运行按开始时的设置结束。</translation>
    </message>
    <message>
        <source>Clicks at once on</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>即时点击帧数</translation>
    </message>
    <message>
        <source>Computes on</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Exact (float32)</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>精确 (float32)</translation>
    </message>
    <message>
        <source>For so many frames the model keeps what it saw, so that the next click there answers at once. A frame takes under 2 MiB with the built-in model, 20 MiB with the official ones.</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>模型为这么多帧保留其所见，再次点击时可立即响应。内置模型每帧不到 2 MiB，官方模型每帧约 20 MiB。</translation>
    </message>
    <message>
        <source>Frames in memory</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>内存中的帧</translation>
    </message>
    <message>
        <source>Frames seen lately are kept, so that stepping back to them takes no time. More helps with large videos.</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>保留最近看过的帧，返回时无需等待。视频较大时多一些更好。</translation>
    </message>
    <message>
        <source>Half (bfloat16)</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>半精度 (bfloat16)</translation>
    </message>
    <message>
        <source>Half is about a third faster where the device can do it; masks hardly differ.</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>在支持的设备上半精度约快三分之一；掩码几乎没有差别。</translation>
    </message>
    <message>
        <source>Manage…</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>管理…</translation>
    </message>
    <message>
        <source>Models and Speed</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>模型与速度</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>未加载模型。</translation>
    </message>
    <message>
        <source>Now: {device}.</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>当前：{device}。</translation>
    </message>
    <message>
        <source>Of the CPU. Fewer can be faster while other programs are busy.</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>CPU 线程数。其他程序繁忙时，少一些可能更快。</translation>
    </message>
    <message>
        <source>Precision</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>精度</translation>
    </message>
    <message>
        <source>See what each model costs; download, import and remove them.</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>查看各模型的开销；下载、导入和移除。</translation>
    </message>
    <message>
        <source>The best there is</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>最好的可用设备</translation>
    </message>
    <message>
        <source>The device that the model computes on.</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>模型使用的计算设备。</translation>
    </message>
    <message>
        <source>The fastest that is safe</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>安全前提下最快</translation>
    </message>
    <message>
        <source>The model is being loaded…</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>The model that answers clicks and tracks.</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>响应点击并进行跟踪的模型。</translation>
    </message>
    <message>
        <source>Threads</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>线程</translation>
    </message>
    <message>
        <source>Used for clicks and tracking in every project.</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>用于所有项目中的点击和跟踪。</translation>
    </message>
    <message>
        <source>cache ram decoded mib</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>缓存 内存 解码</translation>
    </message>
    <message>
        <source>cores cpu parallel</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>核心 处理器 并行</translation>
    </message>
    <message>
        <source>default weights</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>默认 权重</translation>
    </message>
    <message>
        <source>device gpu cuda nvidia graphics card cpu mps apple</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>设备 显卡 处理器 GPU CPU</translation>
    </message>
    <message>
        <source>embedding cache memory ram</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>嵌入 缓存 内存</translation>
    </message>
    <message>
        <source>float bf16 fp16 speed exact</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>浮点 速度 精确</translation>
    </message>
    <message>
        <source>{device} (not found)</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>{device}（未找到）</translation>
    </message>
    <message>
        <source>{name} (not on this computer)</source>
        <extracomment>desktop/dialogs/settings_speed.py</extracomment>
        <translation>{name}（不在此电脑上）</translation>
    </message>
    <message>
        <source>{name} (tuned)</source>
        <extracomment>desktop/dialogs/settings_speed.py desktop/training/window.py desktop/window/model_menu.py</extracomment>
        <translation>{name}（微调）</translation>
    </message>
    <message>
        <source> or </source>
        <extracomment>desktop/guide.py desktop/keymap.py</extracomment>
        <translation> 或 </translation>
    </message>
    <message>
        <source>Every command with keys. The commands without keys are in the menus too; **Edit &gt; Find a Command** (`{palette}`) finds any of them by its name, and **Edit &gt; Keyboard Shortcuts** gives them other keys.</source>
        <extracomment>desktop/guide.py</extracomment>
        <translation>所有带快捷键的命令。没有快捷键的命令也在菜单中；**编辑 &gt; 查找命令**（`{palette}`）可按名称找到任何命令，**编辑 &gt; 键盘快捷键**可更改快捷键。</translation>
    </message>
    <message>
        <source>Means</source>
        <extracomment>desktop/guide.py</extracomment>
        <translation>含义</translation>
    </message>
    <message>
        <source>What</source>
        <extracomment>desktop/guide.py</extracomment>
        <translation>操作</translation>
    </message>
    <message>
        <source>What it does</source>
        <extracomment>desktop/guide.py</extracomment>
        <translation>作用</translation>
    </message>
    <message>
        <source>Held: a drag moves the view, in every tool.</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>按住：在任何工具中拖动以移动视图。</translation>
    </message>
    <message>
        <source>Held: shows the frame without masks.</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>按住：显示不带掩码的画面。</translation>
    </message>
    <message>
        <source>Held: shows what a click here would give, without changing anything (Click tool).</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>按住：显示在此点击会得到的掩码，不做任何更改（点击工具）。</translation>
    </message>
    <message>
        <source>Move the View</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>移动视图</translation>
    </message>
    <message>
        <source>Preview a Click</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>预览点击</translation>
    </message>
    <message>
        <source>Shortcuts (*.json)</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>快捷键 (*.json)</translation>
    </message>
    <message>
        <source>Show the Frame Alone</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>只显示画面</translation>
    </message>
    <message>
        <source>While it is held, a drag moves the view. Tapped, it runs the command that has the same key.</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>按住时，拖动可移动视图。轻按则运行使用同一按键的命令。</translation>
    </message>
    <message>
        <source>While it is held, the frame is shown without masks.</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>按住时，显示不带掩码的画面。</translation>
    </message>
    <message>
        <source>While it is held, the mask that a click here would give is shown; nothing is changed.</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>按住时，显示在此点击会得到的掩码；不做任何更改。</translation>
    </message>
    <message>
        <source>{file} is damaged: its shortcuts cannot be read.</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>{file} 已损坏：无法读取其中的快捷键。</translation>
    </message>
    <message>
        <source>{file} is not a file of shortcuts of this version.</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>{file} 不是此版本的快捷键文件。</translation>
    </message>
    <message>
        <source>{file} is not a file of shortcuts.</source>
        <extracomment>desktop/keymap.py</extracomment>
        <translation>{file} 不是快捷键文件。</translation>
    </message>
    <message>
        <source>Colour of {name}</source>
        <extracomment>desktop/panels/colour_menu.py</extracomment>
        <translation>{name} 的颜色</translation>
    </message>
    <message>
        <source>Colour {code}</source>
        <extracomment>desktop/panels/colour_menu.py</extracomment>
        <translation>颜色 {code}</translation>
    </message>
    <message>
        <source>Other…</source>
        <extracomment>desktop/panels/colour_menu.py</extracomment>
        <translation>其他…</translation>
    </message>
    <message>
        <source>Allow changes again.</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>重新允许更改。</translation>
    </message>
    <message>
        <source>Choose another colour.</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>选择其他颜色。</translation>
    </message>
    <message>
        <source>Class</source>
        <extracomment>desktop/panels/object_rows.py desktop/panels/objects.py</extracomment>
        <translation>类别</translation>
    </message>
    <message>
        <source>Colour</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Double-click to rename.</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>双击以重命名。</translation>
    </message>
    <message>
        <source>Double-click to set the class.</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>双击以设置类别。</translation>
    </message>
    <message>
        <source>Hide this object.</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>隐藏此对象。</translation>
    </message>
    <message>
        <source>Locked</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>desktop/panels/object_rows.py desktop/panels/objects.py desktop/training/recipe_panel.py</extracomment>
        <translation>名称</translation>
    </message>
    <message>
        <source>On how many frames it has a mask</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>在多少帧上有掩码</translation>
    </message>
    <message>
        <source>Protect this object&apos;s masks from changes.</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>保护此对象的掩码不被更改。</translation>
    </message>
    <message>
        <source>Show this object.</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>显示此对象。</translation>
    </message>
    <message>
        <source>Shown</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>显示</translation>
    </message>
    <message>
        <source>hidden</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>locked</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>not locked</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>未锁定</translation>
    </message>
    <message>
        <source>shown</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>显示</translation>
    </message>
    <message numerus="yes">
        <source>{n} masks, {approved} approved, {flagged} flagged.</source>
        <extracomment>desktop/panels/object_rows.py</extracomment>
        <translation>
            <numerusform>{n} 个掩码，{approved} 个已通过，{flagged} 个存疑。</numerusform>
        </translation>
    </message>
    <message>
        <source>No objects yet.
Click on something in the frame,
or {how}.</source>
        <extracomment>desktop/panels/objects.py</extracomment>
        <translation>还没有对象。
请点击画面中的物体，
或{how}。</translation>
    </message>
    <message>
        <source>A comment on the selected object&apos;s mask on this frame. Enter keeps it.</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>对所选对象在此帧的掩码的批注。按 Enter 保存。</translation>
    </message>
    <message>
        <source>Comment on this mask</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>对此掩码的批注</translation>
    </message>
    <message>
        <source>Frames to review</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>待复查的帧</translation>
    </message>
    <message>
        <source>Go to frame {at} of {name}: {why}.</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>转到 {name} 的第 {at} 帧：{why}。</translation>
    </message>
    <message>
        <source>Go to frame {at} of {name}: {why}. Of all in doubt, a correction here helps most.</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>转到 {name} 的第 {at} 帧：{why}。在所有可疑的帧中，最值得在此处修正。</translation>
    </message>
    <message>
        <source>How many masks of the selected object are of each state.</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>所选对象处于各状态的掩码数量。</translation>
    </message>
    <message>
        <source>Masks of the selected object by state</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>所选对象的掩码（按状态）</translation>
    </message>
    <message>
        <source>No mask here</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>此处没有掩码</translation>
    </message>
    <message>
        <source>Which frames to list</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>列出哪些帧</translation>
    </message>
    <message>
        <source>Which frames to list.</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>列出哪些帧。</translation>
    </message>
    <message>
        <source>Why</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>原因</translation>
    </message>
    <message>
        <source>&amp;Check the 10 Least Certain Filled Frames</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>检查最不确定的 10 个填补帧(&amp;C)</translation>
    </message>
    <message>
        <source>Run on E&amp;very Few Frames</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>每隔几帧运行(&amp;V)</translation>
    </message>
    <message>
        <source>Run the model on every frame.</source>
        <extracomment>desktop/actions/track.py desktop/window/skip_menu.py</extracomment>
        <translation>在每一帧上运行模型。</translation>
    </message>
    <message>
        <source>Run the model on every so many frames, whatever moves; masks between them are filled.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>无论运动如何，每隔若干帧运行一次模型；中间的掩码由填补得到。</translation>
    </message>
    <message>
        <source>Run the model on the ten filled frames that can be trusted least, and fill round them anew.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>在最不可信的十个填补帧上运行模型，并重新填补其周围。</translation>
    </message>
    <message>
        <source>Run the model only on key frames, as many as the motion asks for; masks between them are filled.</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>只在关键帧上运行模型，数量由运动决定；中间的掩码由填补得到。</translation>
    </message>
    <message>
        <source>Skip &amp;Nothing</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>不跳帧(&amp;N)</translation>
    </message>
    <message>
        <source>Skip Where Motion Is &amp;Enough</source>
        <extracomment>desktop/actions/track.py</extracomment>
        <translation>按运动跳帧(&amp;E)</translation>
    </message>
    <message>
        <source>No mask is a draft.</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>没有草稿掩码。</translation>
    </message>
    <message>
        <source>No mask is approved.</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>没有已通过的掩码。</translation>
    </message>
    <message>
        <source>No mask is corrected.</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>没有已修正的掩码。</translation>
    </message>
    <message>
        <source>No mask is flagged.</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>没有存疑的掩码。</translation>
    </message>
    <message>
        <source>Nothing to look at.</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>没有需要查看的。</translation>
    </message>
    <message>
        <source>Sure</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>把握</translation>
    </message>
    <message>
        <source>helps most</source>
        <extracomment>desktop/panels/review.py</extracomment>
        <translation>最值得修正</translation>
    </message>
    <message>
        <source>Objects on the timeline</source>
        <extracomment>desktop/timeline/lane_names.py</extracomment>
        <translation>时间轴上的对象</translation>
    </message>
    <message>
        <source>Press a name to select the object.</source>
        <extracomment>desktop/timeline/lane_names.py</extracomment>
        <translation>点按名称以选择对象。</translation>
    </message>
    <message>
        <source>Legend</source>
        <extracomment>desktop/timeline/legend.py</extracomment>
        <translation>图例</translation>
    </message>
    <message>
        <source>What the bars of the timeline mean.</source>
        <extracomment>desktop/timeline/legend.py</extracomment>
        <translation>时间轴上各种条的含义。</translation>
    </message>
    <message>
        <source>a click, a box or a painted mask of yours</source>
        <extracomment>desktop/timeline/legend.py</extracomment>
        <translation>你的点击、框或手绘掩码</translation>
    </message>
    <message>
        <source>approved</source>
        <extracomment>desktop/timeline/legend.py</extracomment>
        <translation>已通过</translation>
    </message>
    <message>
        <source>corrected</source>
        <extracomment>desktop/timeline/legend.py</extracomment>
        <translation>已修正</translation>
    </message>
    <message>
        <source>draft</source>
        <extracomment>desktop/timeline/legend.py</extracomment>
        <translation>草稿</translation>
    </message>
    <message>
        <source>filled: carried here by motion from the key frames on either side</source>
        <extracomment>desktop/timeline/legend.py</extracomment>
        <translation>填补：根据运动从两侧关键帧带入</translation>
    </message>
    <message>
        <source>flagged</source>
        <extracomment>desktop/timeline/legend.py</extracomment>
        <translation>存疑</translation>
    </message>
    <message>
        <source>inferred: the model found it on this frame</source>
        <extracomment>desktop/timeline/legend.py</extracomment>
        <translation>推理：模型在此帧找到</translation>
    </message>
    <message>
        <source>Drag to scrub, wheel to zoom, Shift-drag to mark a range.</source>
        <extracomment>desktop/timeline/timeline.py</extracomment>
        <translation>拖动浏览，滚轮缩放，Shift + 拖动标记区间。</translation>
    </message>
    <message>
        <source>Scroll the objects on the timeline</source>
        <extracomment>desktop/timeline/timeline.py</extracomment>
        <translation>滚动时间轴上的对象</translation>
    </message>
    <message>
        <source>Scroll the timeline</source>
        <extracomment>desktop/timeline/timeline.py</extracomment>
        <translation>滚动时间轴</translation>
    </message>
    <message>
        <source>Timeline</source>
        <extracomment>desktop/timeline/timeline.py</extracomment>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>no mask</source>
        <extracomment>desktop/timeline/timeline.py</extracomment>
        <translation>没有掩码</translation>
    </message>
    <message>
        <source>with a prompt</source>
        <extracomment>desktop/timeline/timeline.py</extracomment>
        <translation>带提示</translation>
    </message>
    <message>
        <source>{name}, frame {frame}: {told}</source>
        <extracomment>desktop/timeline/timeline.py</extracomment>
        <translation>{name}，第 {frame} 帧：{told}</translation>
    </message>
    <message>
        <source>Frame</source>
        <extracomment>desktop/timeline/transport.py</extracomment>
        <translation>帧</translation>
    </message>
    <message>
        <source>The frame&apos;s number, from 0, or a time as m:ss. Type one and press Enter.</source>
        <extracomment>desktop/timeline/transport.py</extracomment>
        <translation>帧号（从 0 起），或 m:ss 形式的时间。输入后按 Enter。</translation>
    </message>
    <message>
        <source>The frame&apos;s time in the video, and the video&apos;s length.</source>
        <extracomment>desktop/timeline/transport.py</extracomment>
        <translation>此帧在视频中的时间，以及视频的长度。</translation>
    </message>
    <message>
        <source>The last frame&apos;s number.</source>
        <extracomment>desktop/timeline/transport.py</extracomment>
        <translation>最后一帧的帧号。</translation>
    </message>
    <message>
        <source>Time</source>
        <extracomment>desktop/timeline/transport.py</extracomment>
        <translation>时间</translation>
    </message>
    <message>
        <source>Brush</source>
        <extracomment>desktop/tools/brush.py</extracomment>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Brush stroke</source>
        <extracomment>desktop/tools/brush.py</extracomment>
        <translation>画笔笔画</translation>
    </message>
    <message>
        <source>Eraser</source>
        <extracomment>desktop/tools/brush.py</extracomment>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Eraser stroke</source>
        <extracomment>desktop/tools/brush.py</extracomment>
        <translation>橡皮擦笔画</translation>
    </message>
    <message>
        <source>Lasso</source>
        <extracomment>desktop/tools/lasso.py</extracomment>
        <translation>套索</translation>
    </message>
    <message>
        <source>{name} cut</source>
        <extracomment>desktop/tools/lasso.py</extracomment>
        <translation>{name}去除</translation>
    </message>
    <message>
        <source>Pan</source>
        <extracomment>desktop/tools/pan.py</extracomment>
        <translation>移动</translation>
    </message>
    <message>
        <source>Polygon</source>
        <extracomment>desktop/tools/polygon.py</extracomment>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Tool</source>
        <extracomment>desktop/tools/tool.py</extracomment>
        <translation>工具</translation>
    </message>
    <message>
        <source>Fill hole</source>
        <extracomment>desktop/tools/touch_up.py</extracomment>
        <translation>填补孔洞</translation>
    </message>
    <message>
        <source>Remove island</source>
        <extracomment>desktop/tools/touch_up.py</extracomment>
        <translation>移除孤岛</translation>
    </message>
    <message>
        <source>The selected mask is not here.</source>
        <extracomment>desktop/tools/touch_up.py</extracomment>
        <translation>所选掩码不在这里。</translation>
    </message>
    <message>
        <source>There is no hole of the selected mask here.</source>
        <extracomment>desktop/tools/touch_up.py</extracomment>
        <translation>所选掩码在这里没有孔洞。</translation>
    </message>
    <message>
        <source>&amp;Promote</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>启用(&amp;P)</translation>
    </message>
    <message>
        <source>Boundary F: how well the outline of a box fits.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>边界 F：由框得到的轮廓的吻合程度。</translation>
    </message>
    <message>
        <source>Boundary F: how well the outline of a single click fits.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>边界 F：由一次点击得到的轮廓的吻合程度。</translation>
    </message>
    <message>
        <source>Change</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>变化</translation>
    </message>
    <message>
        <source>Clicks that a mask needs to fit to 0.90, ten at most.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>掩码达到 0.90 所需的点击数，最多十次。</translation>
    </message>
    <message>
        <source>Clicks to 0.90</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>达到 0.90 的点击数</translation>
    </message>
    <message>
        <source>F from a box</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>框的 F</translation>
    </message>
    <message>
        <source>F from one click</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>一次点击的 F</translation>
    </message>
    <message>
        <source>Figures before and after</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>前后数据</translation>
    </message>
    <message>
        <source>Green line: the truth. Drag the white line, or use the arrow keys.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>绿线：真值。拖动白线，或使用方向键。</translation>
    </message>
    <message>
        <source>How well masks fit that are tracked from the first mask of a stretch of video, or, of single pictures, while they move.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>从一段视频的第一个掩码开始跟踪时掩码的吻合程度；对单张图片则在其移动时测量。</translation>
    </message>
    <message>
        <source>How well masks fit, the mean of one click and a box (J).</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>掩码的吻合程度：一次点击与框的平均（J）。</translation>
    </message>
    <message>
        <source>How well the mask of a box fits.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>由框得到的掩码的吻合程度。</translation>
    </message>
    <message>
        <source>How well the mask of a single click fits.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>由一次点击得到的掩码的吻合程度。</translation>
    </message>
    <message>
        <source>IoU from one click</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>一次点击的 IoU</translation>
    </message>
    <message>
        <source>It is better on pictures that it has not seen.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>在未见过的图片上更好。</translation>
    </message>
    <message>
        <source>It is measured to be no better. Tick this to be able to use it.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>测量结果并不更好。勾选此项才能使用。</translation>
    </message>
    <message>
        <source>J when tracked</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>跟踪时的 J</translation>
    </message>
    <message>
        <source>Not recommended. {reason}</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>不建议使用。{reason}</translation>
    </message>
    <message>
        <source>On pictures that neither has seen</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>在两者都未见过的图片上</translation>
    </message>
    <message>
        <source>Pictures that lose and gain most</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>变差和变好最多的图片</translation>
    </message>
    <message>
        <source>Roll &amp;Back</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>回退(&amp;B)</translation>
    </message>
    <message>
        <source>The pictures that lose most, then those that gain most.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>先列出变差最多的图片，再列出变好最多的。</translation>
    </message>
    <message>
        <source>There is nothing to roll back.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>没有可回退的。</translation>
    </message>
    <message>
        <source>This model is in use: for clicks, for the next track, and named in exports.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>此模型正在使用：用于点击和下一次跟踪，并在导出中注明。</translation>
    </message>
    <message>
        <source>Use it all the &amp;same</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>仍然使用(&amp;S)</translation>
    </message>
    <message>
        <source>Use the model before again.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>重新使用之前的模型。</translation>
    </message>
    <message>
        <source>Use the tuned model from now on, for clicks and tracking.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>从现在起用微调模型进行点击和跟踪。</translation>
    </message>
    <message>
        <source>Use {name} again.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>重新使用 {name}。</translation>
    </message>
    <message>
        <source>Verdict</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>结论</translation>
    </message>
    <message>
        <source>Worst and best</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>最差与最好</translation>
    </message>
    <message>
        <source>mIoU of this one alone.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>仅此类别的 mIoU。</translation>
    </message>
    <message>
        <source>no class</source>
        <extracomment>desktop/dialogs/export_objects.py desktop/training/comparison.py</extracomment>
        <translation>无类别</translation>
    </message>
    <message>
        <source>{picture}: IoU from one click, before and tuned.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>{picture}：一次点击的 IoU，之前与微调后。</translation>
    </message>
    <message>
        <source>How well masks fit on pictures that it does not learn from: the mean of one click and a box.</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>在不参与学习的图片上掩码的吻合程度：一次点击与框的平均。</translation>
    </message>
    <message>
        <source>Loss</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss curves</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>损失曲线</translation>
    </message>
    <message>
        <source>Loss on the training and the validation set.</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>训练集和验证集上的损失。</translation>
    </message>
    <message>
        <source>Validation mIoU</source>
        <extracomment>desktop/training/curves.py desktop/training/overlay.py</extracomment>
        <translation>验证 mIoU</translation>
    </message>
    <message>
        <source>Validation mIoU curve</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>验证 mIoU 曲线</translation>
    </message>
    <message>
        <source>base {miou:.3f}</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>基准 {miou:.3f}</translation>
    </message>
    <message>
        <source>best {miou:.3f}</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>最佳 {miou:.3f}</translation>
    </message>
    <message>
        <source>from a box</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>由框</translation>
    </message>
    <message>
        <source>from a click</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>由点击</translation>
    </message>
    <message>
        <source>mean</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>平均</translation>
    </message>
    <message>
        <source>training</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <extracomment>desktop/training/curves.py</extracomment>
        <translation>验证</translation>
    </message>
    <message>
        <source>&amp;Judge by</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>评判依据(&amp;J)</translation>
    </message>
    <message>
        <source>1 picture</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>A folder with images and masks, or one in DAVIS layout.</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>包含图片和掩码的文件夹，或 DAVIS 布局的文件夹。</translation>
    </message>
    <message>
        <source>Add &amp;Folder…</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>添加文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Add &amp;Project…</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>添加项目(&amp;P)…</translation>
    </message>
    <message>
        <source>Also masks carried between &amp;key frames</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>也使用关键帧之间带入的掩码(&amp;K)</translation>
    </message>
    <message>
        <source>Approved masks that neither the model nor a person made on their frame.</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>既非模型也非人在该帧做出的已通过掩码。</translation>
    </message>
    <message>
        <source>Judge by</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>评判依据</translation>
    </message>
    <message>
        <source>Judge by This Folder</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>用此文件夹评判</translation>
    </message>
    <message>
        <source>Learn from</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>学习自</translation>
    </message>
    <message>
        <source>Learn from These Projects</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>从这些项目学习</translation>
    </message>
    <message>
        <source>Learn from This Folder</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>从此文件夹学习</translation>
    </message>
    <message>
        <source>Learn from another project&apos;s approved masks too.</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>也从其他项目的已通过掩码学习。</translation>
    </message>
    <message>
        <source>Project {name}</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>项目 {name}</translation>
    </message>
    <message>
        <source>Projects ({endings})</source>
        <extracomment>desktop/training/data_panel.py desktop/window/file_commands.py</extracomment>
        <translation>项目 ({endings})</translation>
    </message>
    <message>
        <source>Projects and folders; those that are ticked are used.</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>项目和文件夹；使用勾选的项。</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>移除(&amp;V)</translation>
    </message>
    <message>
        <source>Take the selected source out of the list.</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>将所选来源移出列表。</translation>
    </message>
    <message>
        <source>The pictures that tell whether it gets better. It never learns from them.</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>用来判断是否变好的图片。从不用于学习。</translation>
    </message>
    <message>
        <source>This project ({name})</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>此项目（{name}）</translation>
    </message>
    <message>
        <source>Tick or add something to learn from.</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>请勾选或添加学习内容。</translation>
    </message>
    <message>
        <source>Warnings</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>警告</translation>
    </message>
    <message>
        <source>What goes in</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>学习内容</translation>
    </message>
    <message>
        <source>What it learns from</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>学习的来源</translation>
    </message>
    <message>
        <source>a fifth of it, kept back</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>留出其中五分之一</translation>
    </message>
    <message>
        <source>a folder of its own…</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>另选一个文件夹…</translation>
    </message>
    <message>
        <source>a tenth of it, kept back</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>留出其中十分之一</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>no name</source>
        <extracomment>desktop/training/data_panel.py desktop/training/look.py</extracomment>
        <translation>无名称</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>{names} 以及另外 {more} 个</translation>
    </message>
    <message>
        <source>How well masks fit on pictures that they do not learn from: the mean of one click and a box.</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>在不参与学习的图片上掩码的吻合程度：一次点击与框的平均。</translation>
    </message>
    <message>
        <source>Loss on the validation set.</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>验证集上的损失。</translation>
    </message>
    <message>
        <source>Select a run to see its curves; select two with Ctrl to compare them.</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>选择一次运行以查看曲线；按住 Ctrl 选择两次以对比。</translation>
    </message>
    <message>
        <source>Select another run with Ctrl to compare the two.</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>按住 Ctrl 再选一次运行以对比两者。</translation>
    </message>
    <message>
        <source>They differ in {settings}.</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>它们的不同之处：{settings}。</translation>
    </message>
    <message>
        <source>They have the same data and settings.</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>它们的数据和设置相同。</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Validation loss of the selected runs</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>所选运行的验证损失</translation>
    </message>
    <message>
        <source>Validation mIoU of the selected runs</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>所选运行的验证 mIoU</translation>
    </message>
    <message>
        <source>What the selected runs differ in</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>所选运行的不同之处</translation>
    </message>
    <message>
        <source>batch</source>
        <extracomment>desktop/training/overlay.py desktop/training/runs_table.py</extracomment>
        <translation>批大小</translation>
    </message>
    <message>
        <source>carried masks</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>带入的掩码</translation>
    </message>
    <message>
        <source>data</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>数据</translation>
    </message>
    <message>
        <source>epochs</source>
        <extracomment>desktop/training/overlay.py desktop/training/runs_table.py</extracomment>
        <translation>轮数</translation>
    </message>
    <message>
        <source>judged by</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>评判依据</translation>
    </message>
    <message>
        <source>no</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>否</translation>
    </message>
    <message>
        <source>patience</source>
        <extracomment>desktop/training/overlay.py desktop/training/runs_table.py</extracomment>
        <translation>耐心值</translation>
    </message>
    <message>
        <source>rate</source>
        <extracomment>desktop/training/overlay.py desktop/training/runs_table.py</extracomment>
        <translation>学习率</translation>
    </message>
    <message>
        <source>recipe</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>配方</translation>
    </message>
    <message>
        <source>seed</source>
        <extracomment>desktop/training/overlay.py desktop/training/runs_table.py</extracomment>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>started from</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>the recipe&apos;s</source>
        <extracomment>desktop/training/overlay.py desktop/training/recipe_panel.py</extracomment>
        <translation>按配方</translation>
    </message>
    <message>
        <source>yes</source>
        <extracomment>desktop/training/overlay.py</extracomment>
        <translation>是</translation>
    </message>
    <message>
        <source>Before and after, side by side</source>
        <extracomment>desktop/training/pictures.py</extracomment>
        <translation>前后并排对比</translation>
    </message>
    <message>
        <source>Choose a picture in the list.</source>
        <extracomment>desktop/training/pictures.py</extracomment>
        <translation>请在列表中选择一张图片。</translation>
    </message>
    <message>
        <source>Left of the line: before. Right of it: tuned. Green: the truth. Drag, or use the arrow keys.</source>
        <extracomment>desktop/training/pictures.py</extracomment>
        <translation>线的左边：之前。右边：微调后。绿色：真值。拖动，或使用方向键。</translation>
    </message>
    <message>
        <source>Now</source>
        <extracomment>desktop/training/pictures.py</extracomment>
        <translation>现在</translation>
    </message>
    <message>
        <source>Pictures appear when the model has been judged for the first time.</source>
        <extracomment>desktop/training/pictures.py</extracomment>
        <translation>模型第一次评判后会显示图片。</translation>
    </message>
    <message>
        <source>Pictures that it does not learn from: a person&apos;s mask, the model&apos;s before, and now.</source>
        <extracomment>desktop/training/pictures.py</extracomment>
        <translation>不参与学习的图片：人工掩码、模型之前和现在的掩码。</translation>
    </message>
    <message>
        <source>Truth</source>
        <extracomment>desktop/training/pictures.py</extracomment>
        <translation>真值</translation>
    </message>
    <message>
        <source>Validation pictures: truth, before, now</source>
        <extracomment>desktop/training/pictures.py</extracomment>
        <translation>验证图片：真值、之前、现在</translation>
    </message>
    <message>
        <source>A training run goes on. Close all the same?</source>
        <extracomment>desktop/training/presence.py</extracomment>
        <translation>训练正在进行。仍要关闭吗？</translation>
    </message>
    <message>
        <source>A training run goes on. Press to see it.</source>
        <extracomment>desktop/training/presence.py</extracomment>
        <translation>训练正在进行。点按以查看。</translation>
    </message>
    <message>
        <source>Compare</source>
        <extracomment>desktop/training/presence.py desktop/training/window.py</extracomment>
        <translation>对比</translation>
    </message>
    <message>
        <source>It is kept up to its last whole epoch and can go on the next time.</source>
        <extracomment>desktop/training/presence.py</extracomment>
        <translation>已保留到最后一个完整的轮，下次可以继续。</translation>
    </message>
    <message>
        <source>Stay</source>
        <extracomment>desktop/training/presence.py</extracomment>
        <translation>留下</translation>
    </message>
    <message>
        <source>Training</source>
        <extracomment>desktop/training/presence.py desktop/training/progress.py desktop/training/window.py</extracomment>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training Goes On</source>
        <extracomment>desktop/training/presence.py</extracomment>
        <translation>训练正在进行</translation>
    </message>
    <message>
        <source>Training “{run}” was cut short. It can go on where it was.</source>
        <extracomment>desktop/training/presence.py</extracomment>
        <translation>训练“{run}”被中断。可以从中断处继续。</translation>
    </message>
    <message>
        <source>Training: {words}</source>
        <extracomment>desktop/training/presence.py</extracomment>
        <translation>训练：{words}</translation>
    </message>
    <message>
        <source>epoch {epoch} of {most}</source>
        <extracomment>desktop/training/presence.py</extracomment>
        <translation>第 {epoch} / {most} 轮</translation>
    </message>
    <message>
        <source>paused</source>
        <extracomment>desktop/training/presence.py</extracomment>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>“{run}” has been trained.</source>
        <extracomment>desktop/training/presence.py</extracomment>
        <translation>“{run}”训练完成。</translation>
    </message>
    <message>
        <source>“{run}” has been trained: validation mIoU {before:.3f} before, {now:.3f} now.</source>
        <extracomment>desktop/training/presence.py</extracomment>
        <translation>“{run}”训练完成：验证 mIoU 之前 {before:.3f}，现在 {now:.3f}。</translation>
    </message>
    <message>
        <source>Comparing</source>
        <extracomment>desktop/training/progress.py</extracomment>
        <translation>正在对比</translation>
    </message>
    <message>
        <source>Computing features</source>
        <extracomment>desktop/training/progress.py</extracomment>
        <translation>正在计算特征</translation>
    </message>
    <message>
        <source>Done</source>
        <extracomment>desktop/training/progress.py</extracomment>
        <translation>完成</translation>
    </message>
    <message>
        <source>Starting</source>
        <extracomment>desktop/training/progress.py</extracomment>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Batch</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Decides all that is random: the same seed, the same result.</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>决定所有随机因素：种子相同，结果相同。</translation>
    </message>
    <message>
        <source>Epochs at most</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>最多轮数</translation>
    </message>
    <message>
        <source>Epochs without a better one after which it ends.</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>连续多少轮没有变好就结束。</translation>
    </message>
    <message>
        <source>Epochs, patience, batch, learning rate and seed.</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>轮数、耐心值、批大小、学习率和随机种子。</translation>
    </message>
    <message>
        <source>How far each step goes.</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>每一步走多远。</translation>
    </message>
    <message>
        <source>How often it sees everything, at most.</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>最多把全部内容看多少遍。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <extracomment>desktop/training/recipe_panel.py desktop/training/run_view.py</extracomment>
        <translation>学习率</translation>
    </message>
    <message>
        <source>More settings</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>Patience</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>耐心值</translation>
    </message>
    <message>
        <source>Pictures that it learns from at a time.</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>一次学习的图片数。</translation>
    </message>
    <message>
        <source>Recipe</source>
        <extracomment>desktop/training/recipe_panel.py desktop/training/runs_table.py</extracomment>
        <translation>配方</translation>
    </message>
    <message>
        <source>Seed</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Start fro&amp;m</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>起始模型(&amp;M)</translation>
    </message>
    <message>
        <source>Start from</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>The model that learns. It stays; the result is another.</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>要学习的模型。它本身不变；结果是另一个模型。</translation>
    </message>
    <message>
        <source>What the tuned model will be called.</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>微调模型的名称。</translation>
    </message>
    <message>
        <source>made from the data and the recipe</source>
        <extracomment>desktop/training/recipe_panel.py</extracomment>
        <translation>由数据和配方生成</translation>
    </message>
    <message>
        <source>&amp;Best</source>
        <extracomment>desktop/training/recipes.py</extracomment>
        <translation>最佳(&amp;B)</translation>
    </message>
    <message>
        <source>As &amp;specified</source>
        <extracomment>desktop/training/recipes.py</extracomment>
        <translation>按规范(&amp;S)</translation>
    </message>
    <message>
        <source>best</source>
        <extracomment>desktop/training/recipes.py</extracomment>
        <translation>最佳</translation>
    </message>
    <message>
        <source>specified</source>
        <extracomment>desktop/training/recipes.py</extracomment>
        <translation>按规范</translation>
    </message>
    <message>
        <source>&amp;Go On</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <extracomment>desktop/training/run_view.py desktop/window/reactions.py</extracomment>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>All epochs are made.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>所有轮已完成。</translation>
    </message>
    <message>
        <source>At most; it may end earlier by itself.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>最多如此；可能自行提前结束。</translation>
    </message>
    <message>
        <source>Best mIoU</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>最佳 mIoU</translation>
    </message>
    <message>
        <source>Best was epoch {epoch}.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>最佳为第 {epoch} 轮。</translation>
    </message>
    <message>
        <source>Choose what to learn from, then press Start. You can go on working meanwhile.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>选择学习内容，然后按“开始训练”。期间可以继续工作。</translation>
    </message>
    <message>
        <source>Comparing the tuned model with the one before…</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>正在将微调模型与之前的对比…</translation>
    </message>
    <message>
        <source>Computing features, once for all epochs: {done} of {total} pictures</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>正在计算特征（所有轮共用一次）：{done} / {total} 张图片</translation>
    </message>
    <message>
        <source>Computing features…</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>正在计算特征…</translation>
    </message>
    <message>
        <source>Dis&amp;card…</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>丢弃(&amp;C)…</translation>
    </message>
    <message>
        <source>Discarding…</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>正在丢弃…</translation>
    </message>
    <message>
        <source>End now and keep the best epoch. It is compared next.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>立即结束并保留最佳的一轮。接着进行对比。</translation>
    </message>
    <message>
        <source>End now and throw away all of this run.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>立即结束并丢弃此次运行的全部内容。</translation>
    </message>
    <message>
        <source>Epoch</source>
        <extracomment>desktop/training/run_view.py desktop/training/runs_table.py</extracomment>
        <translation>轮</translation>
    </message>
    <message>
        <source>Epochs that may still pass without a better one.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>还可以有多少轮没有变好。</translation>
    </message>
    <message>
        <source>Go on from the last whole epoch.</source>
        <extracomment>desktop/training/run_view.py desktop/training/runs_table.py</extracomment>
        <translation>从最后一个完整的轮继续。</translation>
    </message>
    <message>
        <source>How far a step goes now.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>当前每一步走多远。</translation>
    </message>
    <message>
        <source>It ended by itself: it got no better any more.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>已自行结束：不再变好。</translation>
    </message>
    <message>
        <source>It has ended.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>已结束。</translation>
    </message>
    <message>
        <source>Learning from {train} masks, judged by {validation} on {device}.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>在 {device} 上从 {train} 个掩码学习，用 {validation} 个评判。</translation>
    </message>
    <message>
        <source>Learning from {train} masks, judged by {validation}.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>从 {train} 个掩码学习，用 {validation} 个评判。</translation>
    </message>
    <message>
        <source>Of the best epoch so far, on pictures that it does not learn from.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>迄今最佳一轮，在不参与学习的图片上。</translation>
    </message>
    <message>
        <source>Patience left</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>剩余耐心</translation>
    </message>
    <message>
        <source>Paused. It goes on where it is.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>已暂停。可从此处继续。</translation>
    </message>
    <message>
        <source>Progress of training</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Saving…</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Starting: loading the model and the data…</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>正在启动：加载模型和数据…</translation>
    </message>
    <message>
        <source>State of the run</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>运行状态</translation>
    </message>
    <message>
        <source>Stopping after this step; the best epoch is kept…</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>此步之后停止；保留最佳的一轮…</translation>
    </message>
    <message>
        <source>The epoch that is being made, of at most so many.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>正在进行的轮，以及最多轮数。</translation>
    </message>
    <message>
        <source>The run</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>此次运行</translation>
    </message>
    <message>
        <source>Time left</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Wait after the present step; press again to go on.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>当前步之后等待；再按一次继续。</translation>
    </message>
    <message>
        <source>What training holds.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>训练占用的内存。</translation>
    </message>
    <message>
        <source>You stopped it; the best epoch is kept.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>你停止了训练；最佳的一轮已保留。</translation>
    </message>
    <message>
        <source>mIoU of the model before any training, on the same pictures.</source>
        <extracomment>desktop/training/run_view.py</extracomment>
        <translation>训练之前的模型在同样图片上的 mIoU。</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <extracomment>desktop/training/run_view.py desktop/training/runs_table.py desktop/window/track_bar.py</extracomment>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>The run cannot be kept in {folder}: {reason}.</source>
        <extracomment>desktop/training/runs.py</extracomment>
        <translation>无法在 {folder} 中保存此次运行：{reason}。</translation>
    </message>
    <message>
        <source>{share:.0%} kept back</source>
        <extracomment>desktop/training/runs.py</extracomment>
        <translation>留出 {share:.0%}</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>删除(&amp;D)…</translation>
    </message>
    <message>
        <source>Best</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Delete this run; a model in use is a copy and stays.</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>删除此次运行；使用中的模型是副本，会保留。</translation>
    </message>
    <message>
        <source>Every run is kept here with all of its settings.</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>每次运行及其全部设置都保留在这里。</translation>
    </message>
    <message>
        <source>Fill in the same data and settings, to start it again.</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>填入相同的数据和设置，以便重新开始。</translation>
    </message>
    <message>
        <source>Go &amp;On</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>继续(&amp;O)</translation>
    </message>
    <message>
        <source>R&amp;epeat</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>重复(&amp;E)</translation>
    </message>
    <message>
        <source>Run</source>
        <extracomment>desktop/training/runs_table.py desktop/training/window.py</extracomment>
        <translation>运行</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>显示(&amp;W)</translation>
    </message>
    <message>
        <source>Show this run&apos;s curves and its comparison.</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>显示此次运行的曲线和对比。</translation>
    </message>
    <message>
        <source>Started from</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>There is no run yet.</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>还没有运行。</translation>
    </message>
    <message>
        <source>Took</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>用时</translation>
    </message>
    <message>
        <source>Training runs</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>训练运行</translation>
    </message>
    <message>
        <source>cut short</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>被中断</translation>
    </message>
    <message>
        <source>ended</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>已结束</translation>
    </message>
    <message>
        <source>failed</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>失败</translation>
    </message>
    <message>
        <source>goes on</source>
        <extracomment>desktop/training/runs_table.py</extracomment>
        <translation>进行中</translation>
    </message>
    <message>
        <source>&amp;Start Training</source>
        <extracomment>desktop/training/window.py</extracomment>
        <translation>开始训练(&amp;S)</translation>
    </message>
    <message>
        <source>All Runs</source>
        <extracomment>desktop/training/window.py</extracomment>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>desktop/training/window.py</extracomment>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete a Run</source>
        <extracomment>desktop/training/window.py</extracomment>
        <translation>删除运行</translation>
    </message>
    <message>
        <source>Delete “{run}” with its curves? A model that was promoted stays.</source>
        <extracomment>desktop/training/window.py</extracomment>
        <translation>删除“{run}”及其曲线？已启用的模型会保留。</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>desktop/training/window.py</extracomment>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Learn from this. It goes on in a process of its own.</source>
        <extracomment>desktop/training/window.py</extracomment>
        <translation>从这些内容学习。训练在单独的进程中进行。</translation>
    </message>
    <message>
        <source>One run at a time: one goes on.</source>
        <extracomment>desktop/training/window.py</extracomment>
        <translation>一次只能有一个运行：已有一个在进行。</translation>
    </message>
    <message>
        <source>Run, comparison and all runs</source>
        <extracomment>desktop/training/window.py</extracomment>
        <translation>运行、对比和全部运行</translation>
    </message>
    <message>
        <source>Throw away this run? Its curves and what it has learnt are deleted.</source>
        <extracomment>desktop/training/window.py</extracomment>
        <translation>丢弃此次运行？其曲线和学到的内容都会删除。</translation>
    </message>
    <message>
        <source>&amp;Redo {step}</source>
        <extracomment>desktop/undo.py</extracomment>
        <translation>重做“{step}”(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo {step}</source>
        <extracomment>desktop/undo.py</extracomment>
        <translation>撤销“{step}”(&amp;U)</translation>
    </message>
    <message>
        <source>Choose {menu} &gt; {command}</source>
        <extracomment>desktop/window/action_set.py</extracomment>
        <translation>选择“{menu} &gt; {command}”</translation>
    </message>
    <message>
        <source>Press {keys}</source>
        <extracomment>desktop/window/action_set.py</extracomment>
        <translation>按 {keys}</translation>
    </message>
    <message>
        <source>Brush size</source>
        <extracomment>desktop/window/brush_note.py</extracomment>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>How wide the brush is, in pixels of the frame. {by}</source>
        <extracomment>desktop/window/brush_note.py</extracomment>
        <translation>画笔的宽度，以画面像素计。{by}</translation>
    </message>
    <message>
        <source>Shift+wheel changes it.</source>
        <extracomment>desktop/window/brush_note.py</extracomment>
        <translation>用 Shift + 滚轮更改。</translation>
    </message>
    <message>
        <source>{keys} or Shift+wheel change it.</source>
        <extracomment>desktop/window/brush_note.py</extracomment>
        <translation>用 {keys} 或 Shift + 滚轮更改。</translation>
    </message>
    <message>
        <source>Approve</source>
        <extracomment>desktop/window/mask_commands.py</extracomment>
        <translation>通过</translation>
    </message>
    <message>
        <source>Approve Range</source>
        <extracomment>desktop/window/mask_commands.py</extracomment>
        <translation>通过区间</translation>
    </message>
    <message>
        <source>Back to Draft</source>
        <extracomment>desktop/window/mask_commands.py</extracomment>
        <translation>恢复为草稿</translation>
    </message>
    <message>
        <source>Class lists (*.txt *.yaml *.yml *.json)</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>类别列表 (*.txt *.yaml *.yml *.json)</translation>
    </message>
    <message>
        <source>Everything is saved as you make it, in {path}.</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>所有内容都会立即保存在 {path}。</translation>
    </message>
    <message>
        <source>Flag</source>
        <extracomment>desktop/window/mask_commands.py</extracomment>
        <translation>标为存疑</translation>
    </message>
    <message>
        <source>Import a Class List</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>导入类别列表</translation>
    </message>
    <message>
        <source>New Project: Choose Its Video</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>新建项目：选择视频</translation>
    </message>
    <message>
        <source>No class in there is new.</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>其中没有新的类别。</translation>
    </message>
    <message>
        <source>Open a Folder of Frames</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>打开图片文件夹</translation>
    </message>
    <message>
        <source>Open a Video or a Project</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>打开视频或项目</translation>
    </message>
    <message>
        <source>Save As</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>另存为</translation>
    </message>
    <message>
        <source>The selected object has no mask on this frame.</source>
        <extracomment>desktop/window/correcting_commands.py desktop/window/mask_commands.py</extracomment>
        <translation>所选对象在此帧没有掩码。</translation>
    </message>
    <message>
        <source>There is no mask to approve in this range.</source>
        <extracomment>desktop/window/mask_commands.py</extracomment>
        <translation>此区间内没有可通过的掩码。</translation>
    </message>
    <message>
        <source>There is no tracked mask in this range.</source>
        <extracomment>desktop/window/mask_commands.py</extracomment>
        <translation>此区间内没有跟踪得到的掩码。</translation>
    </message>
    <message>
        <source>Videos ({endings});;All files (*)</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>视频 ({endings});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Videos and projects ({endings});;All files (*)</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>视频和项目 ({endings});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Where Is the Video Now?</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>视频现在在哪里？</translation>
    </message>
    <message>
        <source>You go on in {name}.</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>现在在 {name} 中继续工作。</translation>
    </message>
    <message numerus="yes">
        <source>{n} classes are new in this project.</source>
        <extracomment>desktop/window/file_commands.py</extracomment>
        <translation>
            <numerusform>项目中新增 {n} 个类别。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} masks are approved.</source>
        <extracomment>desktop/window/mask_commands.py</extracomment>
        <translation>
            <numerusform>已通过 {n} 个掩码。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} masks are removed.</source>
        <extracomment>desktop/window/mask_commands.py</extracomment>
        <translation>
            <numerusform>已移除 {n} 个掩码。</numerusform>
        </translation>
    </message>
    <message>
        <source>Fill All Holes</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>填补所有孔洞</translation>
    </message>
    <message>
        <source>When a run has ended, it is compared with the model before. Choose one in All Runs.</source>
        <extracomment>desktop/training/comparison.py</extracomment>
        <translation>运行结束后会与之前的模型对比。请在“全部运行”中选择一个。</translation>
    </message>
    <message>
        <source>{masks} on {pictures}</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>{pictures}上的 {masks}</translation>
    </message>
    <message>
        <source>{n} pictures</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>{n} 张图片</translation>
    </message>
    <message>
        <source>{train} to learn from, {validation} to judge by.</source>
        <extracomment>desktop/training/data_panel.py</extracomment>
        <translation>{train}用于学习，{validation} 个用于评判。</translation>
    </message>
    <message>
        <source>Measured better on a new kind of picture: the prompt encoder and the neck behind the frozen backbone learn too, at a high rate that rises and falls again, and an average of the weights is kept. At most 20 epochs.</source>
        <extracomment>desktop/training/recipes.py</extracomment>
        <translation>在新类型的图片上实测更好：冻结的主干之后，提示编码器和颈部也参与学习，学习率较高、先升后降，并保留权重的平均。最多 20 轮。</translation>
    </message>
    <message>
        <source>Only the mask decoder learns, at a constant rate of 0.00001, batch 4, dropout 0.1. At most 15 epochs.</source>
        <extracomment>desktop/training/recipes.py</extracomment>
        <translation>只有掩码解码器学习：学习率恒为 0.00001，批大小 4，dropout 0.1。最多 15 轮。</translation>
    </message>
    <message>
        <source>Grow</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>扩张</translation>
    </message>
    <message>
        <source>Paste Mask</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>粘贴掩码</translation>
    </message>
    <message>
        <source>Remove Small Islands</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>移除小孤岛</translation>
    </message>
    <message>
        <source>Shrink</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>收缩</translation>
    </message>
    <message>
        <source>Smooth Edge</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>平滑边缘</translation>
    </message>
    <message>
        <source>The copied mask is {mask_size} pixels; this video is {video_size}.</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>复制的掩码为 {mask_size} 像素；此视频为 {video_size}。</translation>
    </message>
    <message>
        <source>The edge is smooth already.</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>边缘已经平滑。</translation>
    </message>
    <message>
        <source>The mask has no holes.</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>掩码没有孔洞。</translation>
    </message>
    <message>
        <source>The mask is copied; paste it on another frame or for another object.</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>掩码已复制；可粘贴到其他帧或其他对象。</translation>
    </message>
    <message>
        <source>The mask is in one piece.</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>掩码是完整的一块。</translation>
    </message>
    <message>
        <source>There is no room to grow.</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>没有可扩张的空间。</translation>
    </message>
    <message>
        <source>There is nothing to take away.</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>没有可去除的部分。</translation>
    </message>
    <message>
        <source>This frame has that mask already.</source>
        <extracomment>desktop/window/correcting_commands.py</extracomment>
        <translation>此帧已经是该掩码。</translation>
    </message>
    <message>
        <source>Click on the balloon. Right-click on what does not belong to it.</source>
        <extracomment>desktop/window/first_steps.py</extracomment>
        <translation>点击气球。右键点击不属于它的部分。</translation>
    </message>
    <message>
        <source>Try it on this video</source>
        <extracomment>desktop/window/first_steps.py</extracomment>
        <translation>用这个视频试试看</translation>
    </message>
    <message>
        <source>{export} to export the masks. {open} to open a video of your own.</source>
        <extracomment>desktop/window/first_steps.py</extracomment>
        <translation>{export} 导出掩码。{open} 打开你自己的视频。</translation>
    </message>
    <message>
        <source>{track}: the mask follows it to the end. {cancel} to stop.</source>
        <extracomment>desktop/window/first_steps.py</extracomment>
        <translation>{track}：掩码会跟随它直到结尾。{cancel} 可停止。</translation>
    </message>
    <message>
        <source>Tools</source>
        <extracomment>desktop/window/main_window.py</extracomment>
        <translation>工具</translation>
    </message>
    <message>
        <source>&amp;Clear This List</source>
        <extracomment>desktop/window/menus.py</extracomment>
        <translation>清空此列表(&amp;C)</translation>
    </message>
    <message>
        <source>Forget these names; the projects stay.</source>
        <extracomment>desktop/window/menus.py</extracomment>
        <translation>忘记这些名称；项目保留。</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <extracomment>desktop/window/menus.py</extracomment>
        <translation>打开最近的项目(&amp;R)</translation>
    </message>
    <message>
        <source>Close this message</source>
        <extracomment>desktop/window/message_bar.py</extracomment>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Close this message.</source>
        <extracomment>desktop/window/message_bar.py</extracomment>
        <translation>关闭此消息。</translation>
    </message>
    <message>
        <source>Do something about this message.</source>
        <extracomment>desktop/window/message_bar.py</extracomment>
        <translation>对此消息采取操作。</translation>
    </message>
    <message>
        <source>Message</source>
        <extracomment>desktop/window/message_bar.py</extracomment>
        <translation>消息</translation>
    </message>
    <message>
        <source>What can be done</source>
        <extracomment>desktop/window/message_bar.py</extracomment>
        <translation>可以怎么做</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Open a Model File…</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>打开模型文件(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Try Again</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>Apple GPU</translation>
    </message>
    <message>
        <source>Best There Is</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>最好的可用设备</translation>
    </message>
    <message>
        <source>Download a Model</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>下载模型</translation>
    </message>
    <message>
        <source>Load the model again.</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>重新加载模型。</translation>
    </message>
    <message>
        <source>NVIDIA GPU</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>NVIDIA GPU</translation>
    </message>
    <message>
        <source>Open a Model File</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>打开模型文件</translation>
    </message>
    <message>
        <source>Use a SAM 2 checkpoint or a tuned model from a file.</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>使用文件中的 SAM 2 检查点或微调模型。</translation>
    </message>
    <message>
        <source>Use {name}.</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>使用 {name}。</translation>
    </message>
    <message>
        <source>Use {path}.</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>使用 {path}。</translation>
    </message>
    <message>
        <source>download {size}</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>下载 {size}</translation>
    </message>
    <message>
        <source>{name} is not on this computer yet. Download it{size}? You can go on working meanwhile.</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>{name} 尚未在此电脑上。要下载吗{size}？期间可以继续工作。</translation>
    </message>
    <message>
        <source>{name} is not on this computer; download it.</source>
        <extracomment>desktop/window/model_menu.py</extracomment>
        <translation>{name} 不在此电脑上；请下载。</translation>
    </message>
    <message>
        <source>Drop a video here</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>将视频拖放到这里</translation>
    </message>
    <message>
        <source>Locate…</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>定位…</translation>
    </message>
    <message>
        <source>Nothing was left to do of it.</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>已经没有剩余的工作。</translation>
    </message>
    <message>
        <source>One video at a time: the first of those was opened.</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>一次一个视频：已打开其中第一个。</translation>
    </message>
    <message>
        <source>Something went wrong that was not foreseen. Your project is safe.</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>发生了意料之外的错误。你的项目是安全的。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Stopped; {frames} frames are kept.</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>已停止；保留了 {frames} 帧。</translation>
    </message>
    <message>
        <source>The details are copied, without any names of yours, for a bug report.</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>详情已复制，不含你的任何名称，可用于错误报告。</translation>
    </message>
    <message>
        <source>Waiting for the model…</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>正在等待模型…</translation>
    </message>
    <message>
        <source>or {how} to open one, a folder of frames, or a project.</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>或{how} 打开视频、图片文件夹或项目。</translation>
    </message>
    <message>
        <source>{file} is not where it was ({folder}).</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>{file} 不在原处（{folder}）。</translation>
    </message>
    <message numerus="yes">
        <source>{n} masks of {objects} were imported.</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>
            <numerusform>已导入{objects}的 {n} 个掩码。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} objects</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>
            <numerusform> {n} 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} is not there any more.</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>{path} 已不存在。</translation>
    </message>
    <message>
        <source>“{run}” was cut short; its finished frames are here.</source>
        <extracomment>desktop/window/reactions.py</extracomment>
        <translation>“{run}”被中断；已完成的帧都在。</translation>
    </message>
    <message>
        <source>Review</source>
        <extracomment>desktop/window/review_dock.py</extracomment>
        <translation>复查</translation>
    </message>
    <message>
        <source>Every frame</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>每一帧</translation>
    </message>
    <message>
        <source>Expected time</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>预计用时</translation>
    </message>
    <message>
        <source>Frames from one key frame to the next</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>关键帧之间的帧数</translation>
    </message>
    <message>
        <source>From one frame that the model sees to the next.</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>从模型查看的一帧到下一帧。</translation>
    </message>
    <message>
        <source>From quality to speed</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>从质量到速度</translation>
    </message>
    <message>
        <source>How well masks carried from both sides must agree. To the left: more key frames; to the right: fewer.</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>从两侧带入的掩码须有多一致。向左：关键帧更多；向右：更少。</translation>
    </message>
    <message>
        <source>Quality</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>质量</translation>
    </message>
    <message>
        <source>Run it on as many key frames as the motion asks for: many where it is wild.</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>关键帧数量由运动决定：运动剧烈则多。</translation>
    </message>
    <message>
        <source>Run it on every so many frames, whatever moves.</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>无论运动如何，每隔若干帧运行一次。</translation>
    </message>
    <message>
        <source>Speed</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>速度</translation>
    </message>
    <message>
        <source>Takes {time}.</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>用时{time}。</translation>
    </message>
    <message>
        <source>Takes {time}; without skipping {off}.</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>用时{time}；不跳帧则{off}。</translation>
    </message>
    <message>
        <source>The model runs on key frames. Between them masks are &lt;b&gt;filled&lt;/b&gt;: carried along from both sides by the motion in the picture. The timeline shows filled masks as a thin, pale bar.</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>模型在关键帧上运行。关键帧之间的掩码由&lt;b&gt;填补&lt;/b&gt;得到：根据画面运动从两侧带入。时间轴上以浅色细条显示填补的掩码。</translation>
    </message>
    <message>
        <source>about 59 min 59 s, perhaps 100 % of them</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>约 59 分 59 秒，可能占其中 100 %</translation>
    </message>
    <message>
        <source>about {time}</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>约 {time}</translation>
    </message>
    <message>
        <source>about {time} for {frames} frames</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>约 {time}，共 {frames} 帧</translation>
    </message>
    <message>
        <source>about {time}, perhaps {percent:.0f} % of them</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>约 {time}，可能占其中 {percent:.0f} %</translation>
    </message>
    <message>
        <source>about {time}, {percent:.0f} % of them</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>约 {time}，占其中 {percent:.0f} %</translation>
    </message>
    <message>
        <source>{percent:.0f} % of them</source>
        <extracomment>desktop/window/skip_menu.py</extracomment>
        <translation>占其中 {percent:.0f} %</translation>
    </message>
    <message>
        <source>Device</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>设备</translation>
    </message>
    <message>
        <source>Frame and time</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>帧与时间</translation>
    </message>
    <message>
        <source>Frame {frame}  ·  {time}</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>第 {frame} 帧  ·  {time}</translation>
    </message>
    <message>
        <source>How large the frame is shown.</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>画面的显示比例。</translation>
    </message>
    <message>
        <source>Loading model…</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Model not loaded yet</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>尚未加载模型</translation>
    </message>
    <message>
        <source>No model</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>Pointer</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>指针</translation>
    </message>
    <message>
        <source>The frame on screen and its time.</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>屏幕上的帧及其时间。</translation>
    </message>
    <message>
        <source>The model that answers clicks and tracks. Press to choose another.</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>响应点击并进行跟踪的模型。点按以选择其他模型。</translation>
    </message>
    <message>
        <source>The pixel under the pointer: column, row.</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>指针下的像素：列、行。</translation>
    </message>
    <message>
        <source>What the model computes on.</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>模型使用的计算设备。</translation>
    </message>
    <message>
        <source>What this program holds in memory.</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>此程序占用的内存。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <extracomment>desktop/window/status_bar.py</extracomment>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Changed frames</source>
        <extracomment>desktop/window/stretch_bar.py</extracomment>
        <translation>更改的帧</translation>
    </message>
    <message>
        <source>Track {frames} &amp;Again</source>
        <extracomment>desktop/window/stretch_bar.py</extracomment>
        <translation>重新跟踪 {frames}(&amp;A)</translation>
    </message>
    <message>
        <source>{frames} changed</source>
        <extracomment>desktop/window/stretch_bar.py</extracomment>
        <translation>{frames} 已更改</translation>
    </message>
    <message numerus="yes">
        <source>{n} masks came out differently.</source>
        <extracomment>desktop/window/stretch_bar.py</extracomment>
        <translation>
            <numerusform>有 {n} 个掩码结果不同。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel tracking</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>取消跟踪</translation>
    </message>
    <message>
        <source>Following the motion…</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>正在跟随画面运动…</translation>
    </message>
    <message>
        <source>On which frames the model runs. On the others masks are filled: carried along by motion.</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>模型在哪些帧上运行。其余帧的掩码由填补得到：根据运动带入。</translation>
    </message>
    <message>
        <source>Skip: {choice}</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>跳帧：{choice}</translation>
    </message>
    <message>
        <source>The masks of the settled frames are carried along by motion.</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>已确定帧的掩码会随画面运动带入。</translation>
    </message>
    <message>
        <source>The model ran on {inferred} filled frames; {others} round them are new.</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>模型在 {inferred} 个填补帧上运行；周围 {others} 帧已更新。</translation>
    </message>
    <message>
        <source>Track</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>Track backward</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>反向跟踪</translation>
    </message>
    <message>
        <source>Track forward</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>正向跟踪</translation>
    </message>
    <message>
        <source>Tracked {frames} frames in {time}.</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>已跟踪 {frames} 帧，用时 {time}。</translation>
    </message>
    <message>
        <source>Tracked {frames} frames in {time}; the model ran on {inferred} of them ({share:.0f} %), the rest is filled.</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>已跟踪 {frames} 帧，用时 {time}；模型在其中 {inferred} 帧上运行（{share:.0f} %），其余为填补。</translation>
    </message>
    <message>
        <source>Tracked {frames} frames in {time}; {others} masks are carried from the settled frames around them.</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>已跟踪 {frames} 帧，用时 {time}；{others} 个掩码由周围已确定的帧带入。</translation>
    </message>
    <message>
        <source>Tracking progress</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>跟踪进度</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>{minutes} 分</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{rate} frames a second</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>每秒 {rate} 帧</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{share:.0f} % inferred</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>推理 {share:.0f} %</translation>
    </message>
    <message>
        <source>{time} left</source>
        <extracomment>desktop/window/track_bar.py</extracomment>
        <translation>剩余 {time}</translation>
    </message>
</context>
</TS>
